import { printableJson } from "./printable";

let printed = false;

/** One JSON document on standard output. */
export function printJson(document: unknown): void {
  printed = true;
  process.stdout.write(`${printableJson(JSON.stringify(document, null, 2))}\n`);
}

/** One of many, each on a line of its own. */
export function printJsonLine(document: unknown): void {
  printed = true;
  process.stdout.write(`${printableJson(JSON.stringify(document))}\n`);
}

/** Whether this process has printed its document: there is to be one alone. */
export function hasPrintedJson(): boolean {
  return printed;
}
