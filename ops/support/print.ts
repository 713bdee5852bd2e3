import { withColours } from "./paint";
import { printableJson, printableLines } from "./printable";

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

/** JSON on standard output: a document, or without `indent` a line of many. */
export function printJson(value: unknown, indent?: number): void {
  process.stdout.write(`${printableJson(value, indent)}\n`);
}
