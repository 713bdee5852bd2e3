import { type CodeLimits, OneTimeCode } from "./codes";
import type { IssuedCode } from "./issued-code";
import type { Transaction } from "./transaction";

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
