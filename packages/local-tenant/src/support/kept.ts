/** How many entries the local tenant keeps of what would only ever grow: logs, messages, sessions. */
export const KEPT = 10_000;

/** Adds an entry to a list and drops the oldest one beyond {@link KEPT}. */
export function keep<Entry>(entries: Entry[], entry: Entry): void {
  entries.push(entry);
  if (entries.length > KEPT) entries.shift();
}
