import { withoutColours } from "./paint";
import { printable, printableLines } from "./printable";

/** Characters that GitHub takes in a comment or an issue; its limit is 65,536. */
const COMMENT_LIMIT = 60_000;

/** Keeps an `@` from mentioning somebody. */
export const NO_MENTION = "@\u200b";

/**
 * What is written on GitHub, be it a page, an issue or a comment: nothing in it hides what it says or turns its direction
 * of reading. Every Markdown that leaves passes through here.
 */
export function printableMarkdown(markdown: string): string {
  return withoutColours(markdown).split(NO_MENTION).map(printableLines).join(NO_MENTION);
}

/** Text of one line that Markdown leaves as it is, and that mentions nobody. */
export function plainMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*_[\]<>|#~&]/g, "\\$&")
    .replaceAll("@", NO_MENTION);
}

/** A code block in which nothing is read as Markdown. @param language for the colours, e.g. `diff`. */
export function codeBlock(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`;
}

/** The text up to the line where a comment would get too long, and a note about the rest. */
export function cutForComment(text: string): string {
  if (text.length <= COMMENT_LIMIT) return text;
  const end = text.lastIndexOf("\n", COMMENT_LIMIT);
  // One line alone can be longer than all.
  if (end < 0) return `${text.slice(0, COMMENT_LIMIT)}\n… the rest of this line is in the run\n`;
  const rest = text
    .slice(end + 1)
    .trimEnd()
    .split("\n").length;
  return `${text.slice(0, end)}\n… ${rest} more lines; all of them are in the run\n`;
}
