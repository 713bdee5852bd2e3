/** A piece of code in one colour. */
export interface Token {
  kind: "plain" | "comment" | "string" | "keyword" | "number";
  text: string;
}

const keywords =
  "async|await|break|case|catch|class|const|continue|default|do|else|exports|extends|false|finally|for|function|if|in|instanceof|let|module|new|null|of|return|static|super|switch|this|throw|true|try|typeof|undefined|var|while|yield";

const pattern = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\x60(?:\\[\s\S]|[^\x60\\])*\x60)`,
    String.raw`(?<keyword>(?<![\w$.])(?:${keywords})(?![\w$]))`,
    String.raw`(?<number>(?<![\w$])\d[\w.]*)`,
  ].join("|"),
  "g",
);

/**
 * Code in pieces to be coloured, which together are the code. A guess, not a parser: a regular expression with a quote in it is
 * coloured as a string to the end of its line.
 */
export function tokens(code: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: "plain", text: code.slice(end, match.index) });
    const [kind] = Object.entries(match.groups!).find(([, text]) => text !== undefined)!;
    found.push({ kind: kind as Token["kind"], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) found.push({ kind: "plain", text: code.slice(end) });
  return found;
}
