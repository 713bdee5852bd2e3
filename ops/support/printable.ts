import { replaceStandIns, withLineBreaks } from "./tenant-text";

/** Control characters, format characters (bidi marks, zero widths), line separators, halves of a character, and what is none. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
/** The same, without what every text of several lines has. */
const OBEYED_IN_LINES = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text as one line that a terminal shows and does not obey: what would move the cursor, colour, end a line or turn the
 * direction of reading is written out, as `\n` and `\u{202e}`.
 */
export function printable(text: string): string {
  return withLineBreaks(text).replace(OBEYED, escaped);
}

/** The same for text of several lines, which keeps its line feeds and tabs, but none that a tenant's text holds. */
export function printableLines(text: string): string {
  return replaceStandIns(text, escaped).replace(OBEYED_IN_LINES, escaped);
}

/** The same for a JSON document: its values are the tenant's own, and its own line breaks are kept. */
export function printableJson(document: unknown, indent?: number): string {
  const restored = (_key: string, value: unknown) => (typeof value === "string" ? withLineBreaks(value) : value);
  const json = JSON.stringify(document, restored, indent);
  return json.replace(OBEYED, (character) => (character === "\n" ? character : escapedInJson(character)));
}

function escaped(character: string): string {
  return SHORT[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`;
}

function escapedInJson(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }).join("");
}
