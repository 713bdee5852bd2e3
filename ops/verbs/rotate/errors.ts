import { UserError } from "../../../stacks/errors";
import { secretNames } from "../../../stacks/secret-forms";
import { type Commands, npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { table } from "../../support/table";
import type { Credentials } from "./compare-credentials";

export function nothingToRotate(name: string, { deploy }: Commands): UserError {
  return new UserError(
    `Nothing was deployed to ${name} by Terraform yet, so there are no secrets to replace. Nothing was changed.\n` +
      `The first deploy sends them: ${deploy}`,
    exitCodes.notReady,
  );
}

/** Somebody who forgot to export the new key would revoke the one in use, and reports would silently fail. */
export function sameAsBefore({ name, tenant }: Pick<Invocation, "name" | "tenant">, { rows }: Credentials): UserError {
  const inUse = table(rows.map(({ variable, given = "" }) => [variable, given])).map((line) => `  ${line}`);
  const exports = secretNames(tenant.credentials)
    .filter((secret) => !/_ACCOUNT_SID$|_VERIFY_SID$/.test(secret))
    .map((secret) => `  export TF_VAR_${secret}=…`);
  return new UserError(
    `The secrets in the environment are the ones that ${name} was sent last, as far as their public parts show.\n` +
      `These are in use, and revoking the key would end the feedback. Nothing was changed.\n${inUse.join("\n")}\n` +
      `Set the new ones, in the shell, in .env.${name} or, for the workflow, in its environment in GitHub, and run it again:\n` +
      `${exports.join("\n")}\n  ${npmRun("rotate", name)}\n` +
      `To send the same ones once more, after a secret part was wrong for instance: ${npmRun("rotate", name, "--same-secrets")}`,
    exitCodes.problems,
  );
}

/** Feedback by log stream alone: the receiver has the Twilio key. */
export function noSecrets(name: string): UserError {
  return new UserError(
    `No Action of ${name} has secrets: its used codes are reported by the log stream's receiver. Nothing was changed.\n` +
      `Give the new Twilio key to the receiver. The stream's own token: ${npmRun("stream-token", name, "--renew")}`,
    exitCodes.notReady,
  );
}

export function noLookupKey(name: string): UserError {
  return new UserError(
    `${name} looks up no numbers (settings.mfaFeedback.enrolledNumber in tenants.ts), and so has no look-up key. Nothing was changed.`,
    exitCodes.notReady,
  );
}

export function keyRotationElsewhere(file: string): UserError {
  return new UserError(
    `${file} holds two public keys, and the next private key here matches neither: a rotation was started elsewhere. Nothing was changed.\n` +
      "Complete it there; or remove from the file the public key whose private key no Action has.",
    exitCodes.notReady,
  );
}

/** The new key runs. @param reason Terraform's, or what else its plan would do. */
export function keyNotTakenAway(name: string, reason: string): UserError {
  return new UserError(
    `mfa-feedback has the new look-up key, but the old one is still valid: it could not be removed.\n${reason}\n` +
      `Once the cause is fixed, this completes it: ${npmRun("rotate", name)}`,
  );
}

/** @param besides what else the plan would do, one line each. */
export function planHoldsMore(name: string, besides: readonly string[], { plan, deploy }: Commands): UserError {
  return new UserError(
    `A rotation changes the secrets of ${name} and nothing else, but this one would also make these changes:\n` +
      `${besides.map((line) => `  ${line}`).join("\n")}\n` +
      `Nothing was changed. Look at that and deploy it first, or check out the commit that is deployed:\n` +
      `  ${plan}\n  ${deploy}\n  ${npmRun("rotate", name)}`,
    exitCodes.problems,
  );
}

export function nothingSent(name: string): UserError {
  return new UserError(
    `Terraform would not send the secrets of ${name} again: its plan has the same version number as the state. Nothing was changed.\n` +
      "Two rotations in the same second count as one. Compare this machine's clock with the other's, and run it again.",
  );
}
