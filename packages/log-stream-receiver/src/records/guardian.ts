import { dateOf } from "./date-of";
import { asObject, type LogRecord } from "./log-record";
import { numberOf } from "./number-of";
import type { NotCounted, UsedCode } from "./used-code";

/** Types of an authenticator that is answered with a code sent to a phone: by text, by voice call, by either. */
export const PHONE_FACTORS = ["sms", "voice", "phone"];

/** Types that are known and are not answered so. */
export const OTHER_FACTORS = [
  "push-notification",
  "push",
  "pn",
  "otp",
  "totp",
  "email",
  "recovery-code",
  "passkey",
  "webauthn-roaming",
  "webauthn-platform",
  "duo",
];

/** A challenge that was answered, or an enrolment that was completed, by phone. One enrolment may write both. */
export function completedEnrolmentOrChallenge(record: LogRecord): UsedCode | { notCounted: NotCounted } {
  const { authenticator, enrollment } = asObject(record.details);
  const { type, phone_number: phoneNumber } = asObject(authenticator);
  if (typeof type === "string" && OTHER_FACTORS.includes(type)) return { notCounted: "other-factor" };
  if (typeof type !== "string" || !PHONE_FACTORS.includes(type)) return { notCounted: "unknown-factor" };
  const usedAt = dateOf(record);
  if (usedAt === undefined) return { notCounted: "no-date" };
  const number = numberOf([phoneNumber, asObject(enrollment).phone_number]);
  return "e164" in number ? { e164: number.e164, usedAt } : number;
}
