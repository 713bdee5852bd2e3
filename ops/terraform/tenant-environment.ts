import { isLoopback, type Tenant } from "../../stacks/tenant-schema";
import { localTenantEnvironment } from "../auth0/local-tenant";
import { readEnvFile } from "../support/env-file";
import type { Environment } from "../support/environment";
import { otherHost } from "../support/errors";
import { debugWithLog, elsewhere, secretsDiffer } from "./errors";
import { privateKeyVariable } from "./lookup-private-key";
import { refusedVariables } from "./variables";

/**
 * The environment for Terraform, the Management API and Twilio: the caller's, and what it leaves out from
 * `.env.<tenant>`, and the look-up client's private key from its own file. For a tenant on this machine the local tenant's
 * credentials stand in the caller's place, and
 * only the file wins over them. Throws a user error when the local tenant doesn't run, when the caller's secrets are
 * others than the file's, when the provider would log secrets, or Terraform would work elsewhere, or when
 * `EXPECTED_AUTH0_DOMAIN` is set and the tenant's domain is another.
 * @param file what stands in `.env.<tenant>`.
 */
export async function environmentOf(
  name: string,
  tenant: Tenant,
  caller: Environment,
  file: Environment = readEnvFile(name),
): Promise<Environment> {
  refuseOtherHost(name, tenant, caller);
  refuseElsewhere(name, { ...file, ...withoutEmpty(caller) });
  if (!isLoopback(tenant)) refuseOtherSecrets(name, file, caller);
  const env = isLoopback(tenant)
    ? { ...(await localTenantEnvironment(tenant.domain, caller)), ...privateKeyVariable(name, tenant), ...file }
    : { ...privateKeyVariable(name, tenant), ...file, ...withoutEmpty(caller) };
  refuseLoggedSecrets({ ...caller, ...env });
  return env;
}

/** Throws a user error when the provider would write the secrets into Terraform's log. */
export function refuseLoggedSecrets(env: Environment): void {
  if (isOn(env.AUTH0_DEBUG) && (env.TF_LOG || env.TF_LOG_PROVIDER)) throw debugWithLog();
}

/** Credentials that were stored for one host must not go to another that `tenants.ts` names by now. Empty is no host. */
function refuseOtherHost(name: string, { domain }: Tenant, { EXPECTED_AUTH0_DOMAIN: expected }: Environment): void {
  if (expected !== undefined && expected.toLowerCase() !== domain.toLowerCase())
    throw otherHost(name, domain, expected);
}

function refuseElsewhere(name: string, env: Environment): void {
  const variables = refusedVariables(env);
  if (variables.length > 0) throw elsewhere(name, variables);
}

/** A shell that still holds another tenant's secrets would send them to this one. */
function refuseOtherSecrets(name: string, file: Environment, caller: Environment): void {
  const differ = Object.keys(file).filter((variable) => {
    return (
      /^TF_VAR_(TWILIO|AUTH0_LOOKUP)_/.test(variable) &&
      file[variable] &&
      caller[variable] &&
      file[variable] !== caller[variable]
    );
  });
  if (differ.length > 0) throw secretsDiffer(name, differ);
}

/** Continuous integration hands over a secret that is not set as an empty variable. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

function isOn(value: string | undefined): boolean {
  return ["1", "true", "on"].includes((value ?? "").toLowerCase());
}
