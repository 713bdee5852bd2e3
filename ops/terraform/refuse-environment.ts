import { UserError } from "../../stacks/errors";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import { refusedVariables } from "./variables";

/** Where a tenant's environment comes from. */
export interface Sources {
  name: string;
  domain: string;
  /** The tenant runs on this machine, where the caller's secrets don't count. */
  local: boolean;
  caller: Environment;
  /** The content of `.env.<tenant>`. */
  file: Environment;
}

/** @throws UserError when the variables are another tenant's, or would have Terraform work elsewhere. */
export function refuseEnvironment({ name, domain, local, caller, file }: Sources): void {
  // Credentials stored for one host must not go to another that `tenants.ts` names by now. An empty value is not a
  // host.
  const expected = caller.EXPECTED_AUTH0_DOMAIN;
  if (expected !== undefined && expected.toLowerCase() !== domain.toLowerCase()) {
    const why =
      expected === ""
        ? "EXPECTED_AUTH0_DOMAIN is empty: this environment does not say which host its credentials are for."
        : `tenants.ts names ${domain} for ${name}, but the credentials of this environment are for ${expected}.`;
    throw notReady(
      `${why}\nNothing was sent. If ${domain} is right, set the variable AUTH0_DOMAIN of the GitHub environment to it, or\n` +
        "EXPECTED_AUTH0_DOMAIN where another system runs this.",
    );
  }
  const refused = refusedVariables({ ...file, ...withoutEmpty(caller) });
  if (refused.length > 0) {
    throw notReady(
      `These variables would make Terraform work somewhere other than tenants.ts says, or on something else:\n${listed(refused)}\n` +
        `Unset them, in the shell or in .env.${name}. tenants.ts says where the state is (${name}.backend).`,
    );
  }
  // A shell that still holds another tenant's secrets would send them to this one.
  const differing = Object.keys(file).filter((variable) => {
    const isSecret = /^TF_VAR_(TWILIO|AUTH0_LOOKUP)_/.test(variable);
    return isSecret && file[variable] && caller[variable] && file[variable] !== caller[variable];
  });
  if (!local && differing.length > 0) {
    throw notReady(
      `The environment and .env.${name} set different values for\n${listed(differing)}\n` +
        "One of them may be another tenant's, so nothing was sent. Unset them in the environment, or remove them from the file.",
    );
  }
}

/** @throws UserError when the provider would write the secrets into Terraform's log. */
export function refuseLoggedSecrets({ AUTH0_DEBUG: debug = "", TF_LOG, TF_LOG_PROVIDER }: Environment): void {
  if (!["1", "true", "on"].includes(debug.toLowerCase()) || !(TF_LOG || TF_LOG_PROVIDER)) return;
  throw notReady(
    "AUTH0_DEBUG and Terraform's log (TF_LOG or TF_LOG_PROVIDER) are both on: the provider would write the Actions' secrets into the log.\nUnset one of them.",
  );
}

/** Continuous integration hands over a secret that is not set as an empty variable. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
}

function listed(variables: readonly string[]): string {
  return variables.map((variable) => `  ${variable}`).join("\n");
}

function notReady(message: string): UserError {
  return new UserError(message, exitCodes.notReady);
}
