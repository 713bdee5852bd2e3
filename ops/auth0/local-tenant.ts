import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readCredentialsFile } from "../../packages/local-tenant/src/credentials/credentials-file";
import { UserError } from "../../stacks/errors";
import { repoRoot } from "../../stacks/repo-root";
import { isLoopback, type Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import { ask } from "../support/request";

const description = z.object({ caBundleFile: z.string(), loaded: z.array(z.string()) });

/** Where `npm start` keeps its roots, and the credentials of what runs. */
const folder = join(repoRoot, ".cache", "sandbox");

/**
 * The caller's environment with the local tenant's credentials and roots in place of the caller's own: a real tenant's
 * never go there. Throws a user error when no local tenant that was started here runs on `domain`.
 */
export async function localTenantEnvironment(domain: string, caller: Environment): Promise<Environment> {
  const credentials = readCredentialsFile(folder, Number(new URL(`https://${domain}`).port || 443));
  const [ca, headers] = [ownRoot(), authorization(credentials)];
  const asking = ca === undefined ? undefined : ask(`https://${domain}/_sandbox`, { ca, headers });
  const running = await asking?.catch(() => undefined);
  if (running?.status === 401) throw localTenantNotOurs(domain);
  if (running?.status !== 200) {
    throw new UserError(
      `The local tenant is not running on ${domain}.\nStart it in another terminal and leave it running: npm start`,
      exitCodes.notReady,
    );
  }
  const kept = Object.entries(caller).filter(
    ([name]) => !/^(AUTH0_|TF_VAR_TWILIO_|TF_VAR_AUTH0_LOOKUP_|LOCAL_TENANT_TOKEN$)/.test(name),
  );
  return { ...Object.fromEntries(kept), ...credentials, SSL_CERT_FILE: description.parse(running.body).caBundleFile };
}

function authorization({ LOCAL_TENANT_TOKEN }: Environment): Record<string, string> {
  return { authorization: `Bearer ${LOCAL_TENANT_TOKEN}` };
}

/**
 * The local tenant's own root, the last of the bundle: the system's before it take longer to read than the tenant to answer.
 * `undefined` where it was never started.
 */
function ownRoot(): string | undefined {
  try {
    const bundle = readFileSync(join(folder, "bundle.pem"), "utf8");
    return bundle.slice(bundle.lastIndexOf("-----BEGIN CERTIFICATE-----"));
  } catch {
    return undefined;
  }
}

/** Ids of the Actions that `npm start` loaded into a local tenant, for a deploy to replace; `[]` for a tenant of Auth0's. */
export async function loadedActionIds(tenant: Pick<Tenant, "domain">, env: Environment): Promise<string[]> {
  const { domain } = tenant;
  if (!isLoopback(tenant)) return [];
  const { status, body } = await ask(`https://${domain}/_sandbox`, {
    caFile: env.SSL_CERT_FILE,
    headers: authorization(env),
  });
  if (status === 401) throw localTenantNotOurs(domain);
  return description.safeParse(body).data?.loaded ?? [];
}

/** The credentials in `.cache/sandbox` are missing, or another start's. */
function localTenantNotOurs(domain: string): UserError {
  return new UserError(
    `The local tenant on ${domain} does not accept the credentials in .cache/sandbox: it was started from another folder, or they were removed.\nStop it, then: npm start`,
    exitCodes.notReady,
  );
}
