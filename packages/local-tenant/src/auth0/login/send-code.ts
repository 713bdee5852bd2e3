import type { FailedAction, PhoneProviderEntry } from "../../pipeline/types";
import type { Enrollment } from "../users";
import type { CodeLimits, OneTimeCode } from "./codes";
import { failedExecution } from "./execution-log";
import { logGuardian } from "./guardian-log";
import { issueCode } from "./issue-code";
import { logCodeNotSent, logCodeSent, logEmailSent } from "./passwordless-log";
import { phoneProviderEvent } from "./phone-event";
import { maskNumber } from "./phone-number";
import type { Transaction } from "./transaction";
import type { CodeChannel, CodePurpose } from "./types";

/**
 * Makes a code and hands it to the phone provider, by whose wish it may be handed over again later. As on the platform
 * the user sees nothing of a failure: the login goes on waiting, and the log and the timeline have the reason.
 */
export async function sendPhoneCode(
  transaction: Transaction,
  message: { to: string; channel: CodeChannel; purpose: CodePurpose; limits: CodeLimits; enrollment?: Enrollment },
): Promise<OneTimeCode> {
  const { to, channel, purpose, limits } = message;
  const issued = issueCode(transaction, { to, channel, purpose, limits });
  const messageType = purpose === "enrollment" ? "otp_enroll" : "otp_verify";
  const attempted = (reason: string | undefined) => {
    issued.problem = reason;
    recordAttempt(transaction, message, reason);
  };
  const sending = {
    event: () => phoneProviderEvent(transaction),
    onRun: onRun(transaction),
    onLaterAttempt: attempted,
  };
  try {
    await transaction.services.phone.send({ to, code: issued.code.value, channel, messageType }, sending);
    attempted(undefined);
  } catch (error) {
    attempted(error instanceof Error ? error.message : String(error));
  }
  return issued.code;
}

/** Puts runs of the phone provider's Action on the timeline, and one that did not come to its end in the log. */
export function onRun(transaction: Transaction): (run: PhoneProviderEntry, failed?: FailedAction) => void {
  return (run, failed) => {
    transaction.record(run);
    if (!failed) return;
    const description = `${run.name}: action_${failed.kind}: ${failed.error.message}`;
    const details = failedExecution(failed, "custom-phone-provider", transaction);
    transaction.log("actions_execution_failed", description, details);
  };
}

type SentCode = { to: string; channel: CodeChannel; purpose: CodePurpose; enrollment?: Enrollment };

/** @param reason `undefined`: the message was handed over. */
function recordAttempt(transaction: Transaction, code: SentCode, reason: string | undefined): void {
  const { to, channel, purpose, enrollment } = code;
  const sent = { purpose, channel, to: maskNumber(to) };
  if (reason === undefined) transaction.record({ kind: "code-sent", ...sent });
  else transaction.record({ kind: "code-not-sent", ...sent, reason });
  const kind = channel === "call" ? "voice" : "sms";
  const factor = { factor: "phone", enrollment, channel } as const;
  if (purpose === "first-factor") {
    if (reason === undefined) logCodeSent(transaction, to);
    else logCodeNotSent(transaction, { to, kind, reason });
  } else if (reason === undefined) {
    logGuardian(transaction, `gd_send_${kind}`, `Second factor ${kind} sent`, factor);
  } else {
    const provider_error = { errorCode: "failed", message: reason };
    logGuardian(transaction, `gd_send_${kind}_failure`, reason, factor, { provider_error });
  }
}

/** Makes a code and puts it into the tenant's mailbox. */
export function sendEmailCode(transaction: Transaction, purpose: CodePurpose, limits: CodeLimits): OneTimeCode {
  const to = transaction.user.email;
  if (!to) throw new Error(`User "${transaction.user.handle}" has no e-mail address to send a code to.`);
  const { code } = issueCode(transaction, { to, channel: "email", purpose, limits });
  transaction.services.sendEmail(to, code.value);
  transaction.record({ kind: "code-sent", purpose, channel: "email", to: to.replace(/^[^@]*/, "•••") });
  if (purpose === "first-factor") logEmailSent(transaction, to);
  else logGuardian(transaction, "gd_send_email", "Second factor email sent", { factor: "email" });
  return code;
}
