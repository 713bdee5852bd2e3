import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCredentialsFile } from "../../packages/local-tenant/src/server/credentials-file";
import { repoRoot } from "../../stacks/repo-root";
import type { Environment } from "../support/environment";
import { localTenantNotOurs } from "../support/errors";
import { type Answer, ask } from "../support/request";
import { localTenantNotRunning } from "./errors";

/** Where `npm start` keeps its roots, and the credentials of what runs. */
const folder = join(repoRoot, ".cache", "sandbox");

/**
 * The caller's environment with the local tenant's credentials and roots in place of the caller's own: a real tenant's
 * never go there. Throws a user error when no local tenant that was started here runs on `domain`.
 */
export async function localTenantEnvironment(domain: string, caller: Environment): Promise<Environment> {
  const credentials = readCredentialsFile(folder, Number(new URL(`https://${domain}`).port || 443));
  const running = await askTenant(domain, credentials).catch(() => undefined);
  if (running?.status === 401) throw localTenantNotOurs(domain);
  if (running?.status !== 200) throw localTenantNotRunning(domain);
  const kept = Object.entries(caller).filter(
    ([name]) => !/^(AUTH0_|TF_VAR_TWILIO_|TF_VAR_AUTH0_LOOKUP_|SANDBOX_TOKEN$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...credentials, SSL_CERT_FILE: running.body.caBundleFile };
}

/** Rejects when it was never started here, or does not answer. */
async function askTenant(domain: string, credentials: Environment): Promise<Answer> {
  return ask(`https://${domain}/_sandbox`, { ca: ownRoot(), headers: authorization(credentials) });
}

function authorization({ SANDBOX_TOKEN }: Environment): Record<string, string> {
  return { authorization: `Bearer ${SANDBOX_TOKEN}` };
}

/** The local tenant's own root, the last of the bundle: the system's before it take longer to read than the tenant to answer. */
function ownRoot(): string {
  const bundle = readFileSync(join(folder, "bundle.pem"), "utf8");
  return bundle.slice(bundle.lastIndexOf("-----BEGIN CERTIFICATE-----"));
}

/** Ids of the Actions that `npm start` loaded into the local tenant: a deploy replaces them. */
export async function loadedActionIds(domain: string, env: Environment): Promise<string[]> {
  const { status, body } = await ask(`https://${domain}/_sandbox`, {
    caFile: env.SSL_CERT_FILE,
    headers: authorization(env),
  });
  if (status === 401) throw localTenantNotOurs(domain);
  return body?.loaded ?? [];
}
