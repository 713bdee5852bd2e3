/** Control characters, format characters (bidi marks, zero widths), line separators, halves of a character, and what is none. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Noncharacter_Code_Point}]/gu;
const LINE_END = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;

/**
 * What an Action, a user or an application is called or logs, as one line that a terminal shows and does not obey: escape
 * sequences and marks that turn the direction of reading are written out, as `\u{202e}`.
 */
export function printable(text: string): string {
  return text.replace(OBEYED, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** The same for a text of several lines. */
export function printableLines(text: string): string[] {
  return text.split(LINE_END).map((line) => printable(line.replaceAll("\t", "    ")));
}

/** A JSON document that reads back as the same document: on one line, or with lines of its own where `indent` is given. */
export function printableJson(document: unknown, indent?: number): string {
  const json = JSON.stringify(document, null, indent);
  return json.replace(OBEYED, (character) => (character === "\n" ? character : escapedInJson(character)));
}

function escapedInJson(character: string): string {
  return Array.from({ length: character.length }, (_, unit) => {
    return `\\u${character.charCodeAt(unit).toString(16).padStart(4, "0")}`;
  }).join("");
}
