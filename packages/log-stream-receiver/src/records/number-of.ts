import { toE164 } from "../../../../actions/lib/phone-number";

/** A number, or why there is none. `masked-number` and `hashed-number` are what a stream's PII settings leave of one. */
export type RecordNumber =
  | { e164: string }
  | { notCounted: "no-number" | "not-e164" | "ambiguous-number" | "masked-number" | "hashed-number" };

/**
 * The one number that all candidates agree on; those that are absent don't count.
 * A bare run of digits is refused, not taken for an international number: a hash may be one.
 */
export function numberOf(candidates: readonly unknown[]): RecordNumber {
  const given = candidates.filter((candidate) => candidate !== undefined && candidate !== null && candidate !== "");
  const [first = { notCounted: "no-number" } as const, ...others] = given.map(read);
  const agreed = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return agreed ? first : { notCounted: "ambiguous-number" };
}

function read(raw: unknown): RecordNumber {
  if (typeof raw !== "string" && typeof raw !== "number") return { notCounted: "not-e164" };
  const text = String(raw);
  // Asterisks are Auth0's mask of a stream, X is that of its Management API.
  if (/\*|XX/i.test(text)) return { notCounted: "masked-number" };
  if (/^(?:0x)?[0-9a-f]{8,128}$/i.test(text) && !/^\d{7,15}$/.test(text)) return { notCounted: "hashed-number" };
  if (text.trim() === "") return { notCounted: "no-number" };
  const number = text.includes("+") ? toE164({ value: raw, byPlatform: true }) : undefined;
  return number && "e164" in number ? number : { notCounted: "not-e164" };
}
