import { printable, printableLines } from "../../packages/local-tenant/src/support/printable";
import type { Loaded } from "./source-loader";

/** More would scroll the reason out of sight. */
const shownFiles = 3;
const shownLines = 20;

/** What became of a save, on one line: `12:03:11 mfa-challenge.ts → mfa-challenge live in 84 ms`. */
export function loadedSentence(files: readonly string[], loaded: Loaded, ms: number): string {
  const saved = files.length > shownFiles ? `${files.length} files` : files.map(shortPath).join(", ");
  return printable(`${timeOfDay()} ${saved} → ${outcome(loaded, ms)}`);
}

function outcome({ changed, problems, fixed }: Loaded, ms: number): string {
  if (changed.length > 0) return `${changed.join(", ")} live in ${duration(ms)}`;
  if (problems.length > 0) return "not loaded; what ran before still runs";
  return fixed ? "builds again; no change in what runs" : "no change in what runs";
}

/** Why saves may go unnoticed, and what helps. */
export function notWatchedSentence({ message }: Error): string {
  return printable(
    `Not everything can be watched: ${message}. Saves may go unnoticed; CHOKIDAR_USEPOLLING=1 looks at the files instead.`,
  );
}

/** Problems as they stand, each line indented. */
export function problemLines(problems: readonly string[]): string {
  return problems
    .flatMap(printableLines)
    .map((line) => `  ${line}`)
    .join("\n");
}

/** @param errors of the compiler, one line each */
export function typeErrorLines(errors: readonly string[]): string {
  if (errors.length === 0) return `${timeOfDay()} No more type errors.`;
  const left = errors.length - shownLines;
  const more = left > 0 ? [`… and ${left} more lines: npm run types`] : [];
  const lines = [...errors.slice(0, shownLines), ...more];
  return `${timeOfDay()} Type errors, which stop nothing:\n${problemLines(lines)}`;
}

/** Actions are few enough to be known without their folder. */
function shortPath(file: string): string {
  return file.replace(/^actions\//, "");
}

function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
