import type { PhoneMessage } from "../phone";
import { firstFactorLimits } from "./codes";
import { issueCode } from "./issue-code";
import { logMessageNotSent } from "./passwordless-log";
import { phoneProviderEvent } from "./phone-event";
import { onRun } from "./send-code";
import type { Transaction } from "./transaction";

/**
 * Sends one message to a phone; one that is to carry a code gets one that opens nothing. Returns the reason why the first
 * attempt failed, `undefined` when it did not.
 */
export async function sendPhoneMessage(
  transaction: Transaction,
  message: Omit<PhoneMessage, "code">,
): Promise<string | undefined> {
  const { to, channel, messageType } = message;
  const carriesCode = messageType === "otp_verify" || messageType === "otp_enroll";
  const issued = carriesCode
    ? issueCode(transaction, { to, channel, purpose: "message", limits: firstFactorLimits })
    : undefined;
  const failed = (reason: string | undefined) => {
    if (issued) issued.problem = reason;
    if (reason !== undefined) logMessageNotSent(transaction, message, reason);
  };
  const sending = { event: () => phoneProviderEvent(transaction), onRun: onRun(transaction), onLaterAttempt: failed };
  try {
    await transaction.services.phone.send({ ...message, ...(issued && { code: issued.code.value }) }, sending);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    failed(reason);
    return reason;
  }
}
