import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deployClient } from "../sandbox/server/seed-tenant";
import { FEEDBACK_KEY, SANDBOX_ACCOUNT, SANDBOX_SERVICE_SID, SENDING_KEY } from "../sandbox/twilio/credentials";
import { repoRoot } from "../stacks/repo-root";
import { localTenantNotRunning } from "./errors";
import type { Environment } from "./management/credentials";
import { type Answer, ask } from "./management/request";

/** Where `npm start` keeps its roots; not there before its first start. */
const bundleFile = join(repoRoot, ".cache", "sandbox", "bundle.pem");

/** Its credentials are fixed and worth nothing elsewhere; a real tenant's in the caller's environment never go there. */
const credentials: Environment = {
  AUTH0_CLIENT_ID: deployClient.clientId,
  AUTH0_CLIENT_SECRET: deployClient.clientSecret,
  TF_VAR_TWILIO_ACCOUNT_SID: SANDBOX_ACCOUNT.sid,
  TF_VAR_TWILIO_AUTH_TOKEN: SANDBOX_ACCOUNT.authToken,
  TF_VAR_TWILIO_API_KEY: FEEDBACK_KEY.sid,
  TF_VAR_TWILIO_API_KEY_SECRET: FEEDBACK_KEY.secret,
  TF_VAR_TWILIO_SENDING_API_KEY: SENDING_KEY.sid,
  TF_VAR_TWILIO_SENDING_API_KEY_SECRET: SENDING_KEY.secret,
  TF_VAR_TWILIO_VERIFY_SID: SANDBOX_SERVICE_SID,
};

/**
 * The caller's environment with the local tenant's credentials and roots in place of the caller's own. Throws a user
 * error when no local tenant runs on `domain`.
 */
export async function localTenantEnvironment(domain: string, caller: Environment): Promise<Environment> {
  const running = await askTenant(domain).catch(() => undefined);
  if (running?.status !== 200) throw localTenantNotRunning(domain);
  const kept = Object.entries(caller).filter(([name]) => !/^(AUTH0_|TF_VAR_TWILIO_|TF_VAR_AUTH0_LOOKUP_)/.test(name));
  return { ...Object.fromEntries(kept), ...credentials, SSL_CERT_FILE: running.body.caBundleFile };
}

/** Rejects when it was never started here, or does not answer. */
async function askTenant(domain: string): Promise<Answer> {
  return ask(`https://${domain}/_sandbox`, { ca: ownRoot() });
}

/** The local tenant's own root, the last of the bundle: the system's before it take longer to read than the tenant to answer. */
function ownRoot(): string {
  const bundle = readFileSync(bundleFile, "utf8");
  return bundle.slice(bundle.lastIndexOf("-----BEGIN CERTIFICATE-----"));
}

/** Ids of the Actions that `npm start` loaded into the local tenant: a deploy replaces them. */
export async function loadedActionIds(domain: string, env: Environment): Promise<string[]> {
  const { body } = await ask(`https://${domain}/_sandbox`, { caFile: env.SSL_CERT_FILE });
  return body?.loaded ?? [];
}

/** Whether a value is one of the local tenant's credentials, published with the sandbox. */
export function isLocalCredential(value: string): boolean {
  return Object.values(credentials).includes(value);
}
