import { lookupKeyFiles } from "../../stacks/lookup/key-files";
import { isLoopback, looksUp, type Tenant } from "../../stacks/tenant-schema";
import { localTenantEnvironment } from "../auth0/local-tenant";
import { readEnvFile } from "../support/env-file";
import type { Environment } from "../support/environment";
import { privateKeyVariable } from "./lookup-private-key";
import { refuseEnvironment, refuseLoggedSecrets, withoutEmpty } from "./refuse-environment";

/**
 * The environment for Terraform, the Management API and Twilio: the caller's, and what it leaves out from
 * `.env.<tenant>`, and the look-up client's private key from its own file. For a tenant on this machine the local
 * tenant's credentials replace the caller's, and only the file overrides them. Throws a user error when the local
 * tenant doesn't run, when the caller's secrets differ from the file's, when the provider would log secrets, when
 * Terraform would work elsewhere, or when `EXPECTED_AUTH0_DOMAIN` is set and differs from the tenant's domain.
 * @param file the content of `.env.<tenant>`.
 */
export async function environmentOf(
  name: string,
  tenant: Tenant,
  caller: Environment,
  file: Environment = readEnvFile(name),
): Promise<Environment> {
  const [local, needsKey] = [isLoopback(tenant), looksUp(tenant)];
  const given = withoutEmpty(caller);
  refuseEnvironment({ name, domain: tenant.domain, local, caller, file });
  const localTenant = local ? await localTenantEnvironment(tenant.domain, caller) : {};
  const keyFiles = needsKey ? lookupKeyFiles(name, tenant) : undefined;
  const key = keyFiles === undefined ? {} : privateKeyVariable(keyFiles, local);
  const env = { ...localTenant, ...key, ...file, ...(local ? {} : given) };
  refuseLoggedSecrets({ ...given, ...env });
  return env;
}
