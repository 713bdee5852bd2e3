import type { PhoneMessage } from "../phone";
import { firstFactorLimits, OneTimeCode } from "./codes";
import { logMessageNotSent } from "./passwordless-log";
import { phoneProviderEvent } from "./phone-event";
import { onRun } from "./send-code";
import type { Transaction } from "./transaction";

/**
 * Sends one message to a phone; one that is to carry a code gets one that opens nothing. Gives the reason why the first
 * attempt failed, `undefined` when it did not.
 */
export async function sendPhoneMessage(
  transaction: Transaction,
  message: Omit<PhoneMessage, "code">,
): Promise<string | undefined> {
  const { clock, phone } = transaction.services;
  const carriesCode = message.messageType === "otp_verify" || message.messageType === "otp_enroll";
  const failed = (reason: string | undefined) => {
    if (reason !== undefined) logMessageNotSent(transaction, message, reason);
  };
  const sending = { event: () => phoneProviderEvent(transaction), onRun: onRun(transaction), onLaterAttempt: failed };
  try {
    await phone.send(
      { ...message, ...(carriesCode && { code: new OneTimeCode(clock, firstFactorLimits).value }) },
      sending,
    );
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    failed(reason);
    return reason;
  }
}
