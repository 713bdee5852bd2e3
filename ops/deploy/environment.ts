import { secretNames } from "../../stacks/secrets";
import { isLoopback, type Tenant } from "../../stacks/tenant";
import { debugWithLog, secretsMissing } from "../errors";
import { credentialsFrom, type Environment } from "../management/credentials";
import { localTenantEnvironment } from "./local-tenant";

function isOn(value: string | undefined): boolean {
  return ["1", "true", "on"].includes((value ?? "").toLowerCase());
}

/**
 * The environment for Terraform and the Management API: the caller's for a tenant at Auth0, with the local tenant's
 * fixed credentials for one on this machine. Throws a user error that names what is missing or must not be set.
 */
export async function deployEnvironment(name: string, tenant: Tenant, caller: Environment): Promise<Environment> {
  const env = isLoopback(tenant) ? await localTenantEnvironment(tenant.domain, caller) : caller;
  if (isOn(env.AUTH0_DEBUG) && (env.TF_LOG || env.TF_LOG_PROVIDER)) throw debugWithLog();
  credentialsFrom(env, tenant.domain);
  const missing = secretNames(tenant.credentials)
    .map((secret) => `TF_VAR_${secret}`)
    .filter((variable) => !env[variable]);
  if (missing.length > 0) throw secretsMissing(name, missing);
  return env;
}
