/** Control characters, format characters (bidi marks, zero widths), line separators and halves of a character. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * Text from a tenant as one line that a terminal shows and does not obey: what would move the cursor, colour, end a line or
 * turn the direction of reading is written out, as `\n` and `\u{202e}`.
 */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => SHORT[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** The same for a JSON document, which stays the same document. Its own line breaks are kept. */
export function printableJson(json: string): string {
  return json.replace(OBEYED, (character) => (character === "\n" ? character : escaped(character)));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }).join("");
}
