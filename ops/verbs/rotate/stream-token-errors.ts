import { UserError } from "../../../stacks/errors";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";

export function noLogStream(name: string): UserError {
  return new UserError(
    `${name} has no log stream, and so no token: its feedback in tenants.ts is "actions".`,
    exitCodes.notReady,
  );
}

export function noTokenYet(name: string): UserError {
  return new UserError(
    `${name} has no token yet: the first deploy creates it.\n` +
      `To give it to the receiver before the stream starts: ${npmRun("stream-token", name, "--renew", "--out <file>")}`,
    exitCodes.notReady,
  );
}

export function noneWaits(name: string): UserError {
  return new UserError(
    `The stream of ${name} already sends its newest token. Nothing was changed.\n` +
      `Create the next one, and give it to the receiver: ${npmRun("stream-token", name, "--renew", "--out <file>")}`,
    exitCodes.notReady,
  );
}

/** @param besides Terraform addresses. */
export function planTouchesMore(name: string, besides: readonly string[]): UserError {
  return new UserError(
    `Only the token of ${name} should change, but the plan would also change\n` +
      `${besides.map((address) => `  ${address}\n`).join("")}Nothing was changed. Deploy that first: ${npmRun("deploy", name)}`,
    exitCodes.problems,
  );
}
