import { printableJson, printableLines } from "../support/printable";

let printed = false;

/** Prints the one line of JSON that a command with --json has on standard output. */
export function printJsonLine(document: unknown): void {
  printed = true;
  process.stdout.write(`${printableJson(document)}\n`);
}

/** The same for a command that refuses: why, and its exit code. Prints nothing after a command's own line. */
export function printRefusal(message: string, exit: number): void {
  if (!printed) printJsonLine({ error: printableLines(message).join("\n"), exit });
}

/** Also of a command line that can't be understood. */
export const wantsJson: boolean = process.argv.includes("--json");
