import { type CodeLimits, OneTimeCode } from "./codes";
import { maskNumber } from "./phone-number";
import type { Transaction } from "./transaction";
import type { CodeChannel, CodePurpose } from "./types";

/**
 * Makes a code and hands it to the phone provider. As on the platform the person sees nothing of a failure: the login
 * goes on waiting, and the log and the timeline have the reason.
 */
export async function sendPhoneCode(
  transaction: Transaction,
  message: { to: string; channel: CodeChannel; purpose: CodePurpose; limits: CodeLimits },
): Promise<OneTimeCode> {
  const { to, channel, purpose, limits } = message;
  const { clock, phone } = transaction.services;
  const code = new OneTimeCode(clock, limits);
  const messageType = purpose === "enrollment" ? "otp_enroll" : "otp_verify";
  const kind = channel === "call" ? "voice" : "sms";
  try {
    await phone.send({ to, code: code.value, channel, messageType });
    transaction.record({ kind: "code-sent", purpose, channel, to: maskNumber(to) });
    if (purpose === "first-factor")
      transaction.log("cs", "Passwordless login code has been sent", { phone_number: to });
    else transaction.log(`gd_send_${kind}`, `Guardian - Second factor ${kind} sent`, authenticator(to));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    transaction.record({ kind: "code-not-sent", purpose, channel, to: maskNumber(to), reason });
    if (purpose === "first-factor") transaction.log("fn", reason, { phone_number: to });
    else transaction.log(`gd_send_${kind}_failure`, reason, authenticator(to));
  }
  return code;
}

/** Makes a code and puts it into the tenant's mailbox. */
export function sendEmailCode(transaction: Transaction, purpose: CodePurpose, limits: CodeLimits): OneTimeCode {
  const to = transaction.user.email;
  if (!to) throw new Error(`User "${transaction.user.handle}" has no e-mail address to send a code to.`);
  const code = new OneTimeCode(transaction.services.clock, limits);
  transaction.services.sendEmail(to, code.value);
  transaction.record({ kind: "code-sent", purpose, channel: "email", to: to.replace(/^[^@]*/, "•••") });
  transaction.log("cs", "Passwordless login code has been sent", { email: to });
  return code;
}

/** The details that Guardian's log entries carry for a phone. */
export function authenticator(phoneNumber: string | undefined): Record<string, unknown> {
  return phoneNumber ? { authenticator: { type: "phone", phone_number: phoneNumber } } : {};
}
