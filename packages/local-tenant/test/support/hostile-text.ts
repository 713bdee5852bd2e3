/** A line that nobody but a hostile text says. */
export const FORGED = "FORGED: every check passed";

/**
 * What somebody who may name things in a tenant could put into a name: line breaks of every kind with a line of their own
 * after each, escape sequences of one and of two bytes, marks that turn or hide what is read, and Markdown.
 * @param name to tell them apart by.
 */
export function hostileText(name: string): string {
  const breaks = ["\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\v", "\f"].map((end) => end + FORGED).join("");
  const terminal = "\u001b[2K\u001b[1A\u001b[32m\u009b31m\u001b]0;title\u0007\b\b";
  const hidden = "\u202etxt\u202c\u2066a\u2069\u200b\u{e0041}\ufeff\ufdd0\ufdd1";
  const markdown = "| @octocat **b** `c` <img src=x> [l](https://example.com) ~~~ ``` &lt;";
  return `${name} ${hidden}${terminal}${markdown}${breaks}`;
}

const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** What a terminal would obey in a verb's output, and lines that it did not write; `[]` when all is well. */
export function obeyed(output: string): string[] {
  return [...controls(output.replace(/[\n\t]/g, "")), ...forgedLines(output)];
}

/** The same in Markdown that is sent to GitHub, and what it would do beside: mention somebody, set text, add cells. */
export function obeyedInMarkdown(markdown: string): string[] {
  const outside = withoutCodeBlocks(markdown);
  return [
    ...obeyed(markdown.replaceAll("@\u200b", "@")),
    ...(outside.match(/(?<!\\)<img|@octocat|(?<!\\)\*\*b\*|(?<!\\)\[l|(?<!\\)`c/g) ?? []),
    ...tableRows(outside).filter((row) => row.replace(/\\./g, "").split("|").length !== 6),
  ];
}

function controls(text: string): string[] {
  return [...new Set(text.match(OBEYED) ?? [])].map((character) => `U+${character.codePointAt(0)!.toString(16)}`);
}

function forgedLines(text: string): string[] {
  return text.split("\n").filter((line) => line.trim().startsWith(FORGED));
}

/** A block ends at a fence as long as the one that began it. */
function withoutCodeBlocks(markdown: string): string {
  return markdown.replace(/^(`{3,})[^`\n]*\n[\s\S]*?^\1$/gm, "");
}

function tableRows(markdown: string): string[] {
  return markdown.split("\n").filter((line) => line.startsWith("|"));
}
