import { UserError } from "../../../stacks/errors";
import { type Commands, npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";

export function nothingToRotate(name: string, { deploy }: Commands): UserError {
  return new UserError(
    `Nothing was deployed to ${name} by Terraform yet, so there are no secrets to replace. Nothing was changed.\n` +
      `The first deploy sends them: ${deploy}`,
    exitCodes.notReady,
  );
}

/** Feedback by log stream alone: the receiver has the Twilio key. */
export function noSecrets(name: string): UserError {
  return new UserError(
    `No Action of ${name} has secrets: its used codes are reported by the log stream's receiver. Nothing was changed.\n` +
      `Give the receiver the new Twilio key there. The stream's own token: ${npmRun("stream-token", name, "--renew")}`,
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
    `${file} holds two public keys, and the private key of neither is the next one here: a rotation was begun elsewhere. Nothing was changed.\n` +
      "Complete it there; or remove from the file the public key that no Action has the private key of.",
    exitCodes.notReady,
  );
}

/** The new key runs. @param reason Terraform's, or what else its plan would do. */
export function keyNotTakenAway(name: string, reason: string): UserError {
  return new UserError(
    `mfa-feedback has the new look-up key, but the old one is still valid: it could not be taken away.\n${reason}\n` +
      `When the reason is gone, this completes it: ${npmRun("rotate", name)}`,
  );
}

/** @param besides what else the plan would do, one line each. */
export function planHoldsMore(name: string, besides: readonly string[], { plan, deploy }: Commands): UserError {
  return new UserError(
    `A rotation changes the secrets of ${name} and nothing else, but this one would also bring\n` +
      `${besides.map((line) => `  ${line}`).join("\n")}\n` +
      `Nothing was changed. Look at that and deploy it first, or check out the commit that is deployed:\n` +
      `  ${plan}\n  ${deploy}\n  ${npmRun("rotate", name)}`,
    exitCodes.problems,
  );
}

export function nothingSent(name: string): UserError {
  return new UserError(
    `Terraform would not send the secrets of ${name} again: its plan has the number that the state already has. Nothing was changed.\n` +
      "Two rotations in one second are one; compare this machine's clock with the other's and run it again.",
  );
}
