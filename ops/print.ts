let printed = false;

/** One JSON document on standard output. */
export function printJson(document: unknown): void {
  printed = true;
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Whether this process has printed its document: there is to be one alone. */
export function hasPrintedJson(): boolean {
  return printed;
}
