import type { Enrollment } from "../users";
import { type CodeLimits, OneTimeCode } from "./codes";
import { type LoggedFactor, logGuardian } from "./guardian-log";
import { logCodeNotSent, logCodeSent, logEmailSent } from "./passwordless-log";
import { maskNumber } from "./phone-number";
import type { Transaction } from "./transaction";
import type { CodeChannel, CodePurpose } from "./types";

/**
 * Makes a code and hands it to the phone provider. As on the platform the person sees nothing of a failure: the login
 * goes on waiting, and the log and the timeline have the reason.
 */
export async function sendPhoneCode(
  transaction: Transaction,
  message: { to: string; channel: CodeChannel; purpose: CodePurpose; limits: CodeLimits; enrollment?: Enrollment },
): Promise<OneTimeCode> {
  const { to, channel, purpose, limits, enrollment } = message;
  const { clock, phone } = transaction.services;
  const code = new OneTimeCode(clock, limits);
  const messageType = purpose === "enrollment" ? "otp_enroll" : "otp_verify";
  const kind = channel === "call" ? "voice" : "sms";
  const factor: LoggedFactor = { factor: "phone", enrollment, channel };
  try {
    await phone.send({ to, code: code.value, channel, messageType });
    transaction.record({ kind: "code-sent", purpose, channel, to: maskNumber(to) });
    if (purpose === "first-factor") logCodeSent(transaction, to);
    else logGuardian(transaction, `gd_send_${kind}`, `Second factor ${kind} sent`, factor);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    transaction.record({ kind: "code-not-sent", purpose, channel, to: maskNumber(to), reason });
    if (purpose === "first-factor") logCodeNotSent(transaction, { to, kind, reason });
    else {
      const provider_error = { errorCode: "failed", message: reason };
      logGuardian(transaction, `gd_send_${kind}_failure`, reason, factor, { provider_error });
    }
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
  if (purpose === "first-factor") logEmailSent(transaction, to);
  else logGuardian(transaction, "gd_send_email", "Second factor email sent", { factor: "email" });
  return code;
}
