import { UserError } from "../../stacks/errors";
import { neededForms } from "../../stacks/secret-forms";
import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "./environment";
import { exitCodes } from "./exit-codes";

/** Throws a user error that names every `TF_VAR_…` that is not set. */
export function requireSecrets(name: string, tenant: Tenant, env: Environment): void {
  const missing = neededForms(tenant)
    .map(({ name: secret }) => `TF_VAR_${secret}`)
    .filter((variable) => !env[variable]);
  if (missing.length > 0) throw secretsMissing(name, missing);
}

function secretsMissing(name: string, variables: string[]): UserError {
  const set = variables.map((variable) => `  ${variable}`).join("\n");
  return new UserError(
    `The Actions of ${name} need secrets that are not set. Set in the environment\n${set}`,
    exitCodes.notReady,
  );
}
