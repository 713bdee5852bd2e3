import { neededForms } from "../../stacks/secret-forms";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "./environment";
import { secretsMissing } from "./errors";

/** Throws a user error that names every `TF_VAR_…` that is not set. */
export function requireSecrets(name: string, tenant: Tenant, env: Environment): void {
  const missing = neededForms(tenant)
    .map(({ name: secret }) => `TF_VAR_${secret}`)
    .filter((variable) => !env[variable]);
  if (missing.length > 0) throw secretsMissing(name, missing);
}
