import { withColours } from "./paint";
import { printableJson, printableLines } from "./printable";

let printed = false;

/** A result for people, on standard output. Every text that a verb prints passes through here or `printNote`. */
export function printText(text: string): void {
  process.stdout.write(withColours(printableLines(text)));
}

/** A word about what is going on, on standard error. */
export function printNote(text: string): void {
  process.stderr.write(printableLines(text));
}

/** The same error, for whoever shows what it says: it may quote a tenant. */
export function printableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { message, stack } = error;
  error.message = printableLines(message);
  if (stack !== undefined) error.stack = printableLines(stack);
  return error;
}

/** One JSON document on standard output. */
export function printJson(document: unknown): void {
  printed = true;
  process.stdout.write(`${printableJson(document, 2)}\n`);
}

/** One of many, each on a line of its own. */
export function printJsonLine(document: unknown): void {
  printed = true;
  process.stdout.write(`${printableJson(document)}\n`);
}

/** Whether this process has printed its document: there is to be one alone. */
export function hasPrintedJson(): boolean {
  return printed;
}
