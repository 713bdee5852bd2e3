/** Characters that GitHub takes in a comment or an issue; its limit is 65,536. */
const COMMENT_LIMIT = 60_000;

/** A block of code in which nothing is Markdown, whatever the text holds. @param language for the colours, e.g. `diff`. */
export function codeBlock(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}\n`;
}

/** The text up to the line where a comment would get too long, and a word about the rest. */
export function cutForComment(text: string): string {
  if (text.length <= COMMENT_LIMIT) return text;
  const end = text.lastIndexOf("\n", COMMENT_LIMIT);
  // One line alone can be longer than all.
  if (end < 0) return `${text.slice(0, COMMENT_LIMIT)}\n… the rest of that line; the run shows it\n`;
  const rest = text
    .slice(end + 1)
    .trimEnd()
    .split("\n").length;
  return `${text.slice(0, end)}\n… ${rest} more lines; the run shows them all\n`;
}
