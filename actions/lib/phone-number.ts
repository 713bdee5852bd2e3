import type { Skipped } from "./outcome";

/** A number as Verify knows it, or why there is none. */
export type PhoneNumber = { e164: string } | { skipped: Skipped };

/** `+` and 7 to 15 digits, the first not zero (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * Brings a number to what Auth0 sent to Verify: without spaces, dashes, dots and brackets.
 * `digitsOnly: "international"` puts the `+` in front of a bare run of digits, as profiles and identities may hold it.
 */
export function toE164(raw: unknown, digitsOnly: "international" | "refuse"): PhoneNumber {
  if (typeof raw !== "string" && typeof raw !== "number") return { skipped: "no-number" };
  const compact = String(raw).replace(/[\s().[\]\u2010-\u2015-]/g, "");
  if (compact === "") return { skipped: "no-number" };
  const number = digitsOnly === "international" && /^\d+$/.test(compact) ? `+${compact}` : compact;
  return E164.test(number) ? { e164: number } : { skipped: "not-e164" };
}

/** The one number that all candidates agree on; `ambiguous-number` where they don't. */
export function onlyNumber(candidates: readonly unknown[]): PhoneNumber {
  const [first = { skipped: "no-number" } as const, ...others] = candidates.map((raw) => toE164(raw, "international"));
  const agreed = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return agreed ? first : { skipped: "ambiguous-number" };
}
