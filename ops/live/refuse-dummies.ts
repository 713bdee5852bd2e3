import { UserError } from "../../stacks/errors";
import { neededForms } from "../../stacks/secret-forms";
import { exitCodes } from "../support/exit-codes";
import { isDummySecret } from "../terraform/dummy-secrets";
import type { Workspace } from "../terraform/workspace";

/** Throws a user error when a secret is one of the dummies that plans use: Auth0 would get it. */
export function refuseDummies({ name, tenant, env }: Pick<Workspace, "name" | "tenant" | "env">): void {
  const variables = neededForms(tenant).map(({ name: secret }) => `TF_VAR_${secret}`);
  const dummies = variables.filter((variable) => isDummySecret(env[variable]));
  if (dummies.length === 0) return;
  throw new UserError(
    `These secrets of ${name} are the dummy values that plans use; the Actions need the real ones. Nothing was changed.\n` +
      dummies.map((variable) => `  ${variable}`).join("\n"),
    exitCodes.notReady,
  );
}
