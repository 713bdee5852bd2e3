/** A name and the beginning of its value, as Node's `parseEnv` takes it. */
const ASSIGNMENT = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=\s*(.*)$/;

/**
 * The first thing in an `.env` file that would be dropped or misread without a word; `undefined` when there is none.
 * Never shows a value.
 */
export function envFileProblem(bytes: Buffer): string | undefined {
  if (isUtf16(bytes)) return "it is UTF-16.\nSave it as UTF-8.";
  if (bytes.includes(0)) return "it is not a text file.\nIt must be a file of lines NAME=value, like .env.example.";
  const lines = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (/^\s*(#|$)/.test(line)) continue;
    const value = ASSIGNMENT.exec(line)?.[1];
    if (value === undefined) return stray(line, index + 1);
    const end = endOfValue(value, lines, index);
    if (end === undefined) return `line ${index + 1} begins a quoted value that never ends.\nClose the quote.`;
    const problem = keyProblem(lines.slice(index, end + 1).join("\n"), value, index + 1);
    if (problem !== undefined) return problem;
    index = end;
  }
  return undefined;
}

function isUtf16(bytes: Buffer): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function stray(line: string, number: number): string {
  if (/^[A-Za-z0-9+/=]{20,}$|-----(BEGIN|END) /.test(line.trim())) return valueOfSeveralLines(number - 1);
  return `line ${number} is neither NAME=value nor a comment.\nCorrect it, or start it with #.`;
}

function valueOfSeveralLines(number: number): string {
  return (
    `the value that begins at line ${number} has several lines and no quotes, so that only its first line counts.\n` +
    'Put it in double quotes: NAME="first line … last line".'
  );
}

/** Index of the line that a value ends on: a quoted one may go on over many. `undefined`: it never ends. */
function endOfValue(value: string, lines: string[], start: number): number | undefined {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.slice(1).includes(quote)) return start;
  const found = lines.findIndex((line, index) => index > start && line.includes(quote));
  return found === -1 ? undefined : found;
}

/** A PEM key's line breaks are lost outside of quotes, and `\n` means one in double quotes alone. */
function keyProblem(whole: string, value: string, number: number): string | undefined {
  if (!value.includes("-----BEGIN ")) return undefined;
  if (!/^["'`]/.test(value)) return value.includes("-----END ") ? escapes(number) : valueOfSeveralLines(number);
  return value.startsWith('"') || !whole.includes("\\n") ? undefined : escapes(number);
}

function escapes(number: number): string {
  return (
    `line ${number} holds a key whose line breaks are written as \\n, which count as line breaks only in double quotes.\n` +
    'Put the value in double quotes: NAME="-----BEGIN …".'
  );
}
