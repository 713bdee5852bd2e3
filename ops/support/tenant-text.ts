/** Where a line may break, and the character that stands for one of them; see `withoutLineBreaks`. */
const HELD = "\n\v\f\r\u0085\u2028\u2029\ufdd0";
/** Noncharacters of Unicode: kept for a program's own use, so that no text means anything by them. */
const SIGN = "\ufdd0";
const FIRST = 0xfdd1;

const TO_HOLD = /[\n\v\f\r\u0085\u2028\u2029\ufdd0]/g;
const HELD_PAIR = /\ufdd0([\ufdd1-\ufdd8])/g;

/**
 * A JSON document of a tenant's, Twilio's or Terraform's, in which no text but an Action's `code` can break a line: whoever
 * names an Action writes no line of ours. Equal texts stay equal. `printable` and `printJson` show what was there.
 * @throws SyntaxError
 */
export function parseTenantJson(json: string): unknown {
  return withoutLineBreaksIn<unknown>(JSON.parse(json));
}

/** The same, of what was parsed already. */
export function withoutLineBreaksIn<Value>(value: Value): Value {
  return copied(value) as Value;
}

function copied(value: unknown): unknown {
  if (typeof value === "string") return withoutLineBreaks(value);
  if (Array.isArray(value)) return value.map(copied);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [withoutLineBreaks(key), key === "code" ? member : copied(member)]),
  );
}

/** The text with stand-ins for its line breaks, to be compared with what `parseTenantJson` has read. */
export function withoutLineBreaks(text: string): string {
  return text.replace(TO_HOLD, (character) => SIGN + String.fromCharCode(FIRST + HELD.indexOf(character)));
}

/** The text as the tenant has it, to be sent back. */
export function withLineBreaks(text: string): string {
  return replaceStandIns(text, (character) => character);
}

/** Puts `replacement(character)` in the place of each stand-in. */
export function replaceStandIns(text: string, replacement: (character: string) => string): string {
  return text.replace(HELD_PAIR, (_pair, standIn: string) => replacement(HELD.charAt(standIn.charCodeAt(0) - FIRST)));
}
