import type { Skipped } from "./outcome";

/** A number as Verify knows it, or why there is none. */
export type PhoneNumber = { e164: string } | { skipped: Skipped };

/** A number as it is stored somewhere. */
export interface StoredNumber {
  value: unknown;
  /** Auth0 wrote or verified it: then digits without `+` begin with a country code. Elsewhere they may be national. */
  byPlatform: boolean;
}

/** Spaces, dashes, dots and what can't be seen: soft hyphens, zero-width characters, directional marks. */
const IGNORED = /[\s.\p{Pd}\u2212\p{Default_Ignorable_Code_Point}]/gu;
const BRACKETS = /[()[\]]/g;

/** `+` and 7 to 15 digits, the first not zero (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * A trunk prefix is dialled within a country only, so behind its code it makes another number or none. In brackets:
 * `+44 (0)20…`. A zero behind the code (one to three digits, ITU-T E.164), but for the countries whose numbers may begin
 * with one: Italy, Côte d'Ivoire, Benin, Gabon, Congo, San Marino and Tajikistan. The eight of Lithuania, Belarus and
 * Turkmenistan. One digit too many behind `+1`, `+7` and Gabon's `+241`, whose numbers have one length.
 */
const BRACKETED_ZERO = /[([]0/;
const TRUNK_PREFIX = new RegExp(
  "^\\+(?:" +
    "(?!39|225|229|24[12]|378|992)(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]" +
    "|2[1-689]\\d|3[578]\\d|42\\d|5[09]\\d|6[7-9]\\d|8[03578]\\d|9[679]\\d)0" +
    "|(?:37[05]|993)8" +
    "|[17](?!\\d{10}$)|241(?!\\d{8}$))",
);

/**
 * Brings a number to what Auth0 sent to Verify: without spaces, dashes, dots, brackets and invisible marks. What may be
 * another number is `not-e164`; nothing or blank is `no-number`.
 */
export function toE164({ value, byPlatform }: StoredNumber): PhoneNumber {
  if (value === undefined || value === null) return { skipped: "no-number" };
  if (typeof value !== "string" && typeof value !== "number") return { skipped: "not-e164" };
  // Auth0 sends to a number that it wrote in this form, whether or not this code knows the country's numbers.
  if (byPlatform && E164.test(String(value))) return { e164: String(value) };
  const bracketed = String(value).replace(IGNORED, "");
  const compact = bracketed.replace(BRACKETS, "");
  if (compact === "") return { skipped: "no-number" };
  // A bracket at the beginning holds an area code: digits that begin so are national.
  const number = byPlatform && /^\d[\d()[\]]+$/.test(bracketed) ? `+${compact}` : compact;
  const valid = E164.test(number) && !TRUNK_PREFIX.test(number) && !BRACKETED_ZERO.test(bracketed);
  return valid ? { e164: number } : { skipped: "not-e164" };
}

/** The one number that all candidates agree on; `ambiguous-number` where they don't, `no-number` where none holds any. */
export function onlyNumber(candidates: readonly StoredNumber[]): PhoneNumber {
  const [first = { skipped: "no-number" } as const, ...others] = candidates.map(toE164);
  const agreed = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return agreed ? first : { skipped: "ambiguous-number" };
}
