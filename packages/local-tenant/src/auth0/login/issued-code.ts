import { type CodeLimits, OneTimeCode } from "./codes";
import type { Transaction } from "./transaction";
import type { CodeChannel, CodePurpose } from "./types";

/** A code that the tenant made, with whom it is for. The engine keeps them, so that one can see what became of each. */
export interface IssuedCode {
  readonly code: OneTimeCode;
  /** E.164 number or e-mail address. Personal: never print it. */
  readonly to: string;
  readonly channel: CodeChannel | "email";
  /** `message`: sent outside of any login; it opens nothing. */
  readonly purpose: CodePurpose | "password-reset" | "message";
  /** `user_id`. */
  readonly userId: string;
  /** The login that takes it; `undefined` for a password reset and a message. */
  readonly loginId: string | undefined;
  /** Why it was not handed over, as of the last attempt; `undefined`: it was. */
  problem: string | undefined;
}

/** Makes a code for the transaction's user and puts it on the engine's list. */
export function issueCode(
  transaction: Transaction,
  { limits, ...issued }: Pick<IssuedCode, "to" | "channel" | "purpose"> & { limits: CodeLimits },
): IssuedCode {
  const { clock, onCode } = transaction.services;
  const inLogin = issued.purpose !== "password-reset" && issued.purpose !== "message";
  const made: IssuedCode = {
    ...issued,
    code: new OneTimeCode(clock, limits),
    userId: transaction.user.user_id,
    loginId: inLogin ? transaction.id : undefined,
    problem: undefined,
  };
  onCode(made);
  return made;
}
