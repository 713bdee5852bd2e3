/** The draft, or the number of a version. */
export type Revision = number | "draft";

/** What of an Action's code is on screen, as the address says it: `3`, `draft`, or `2...3`. */
export type View = { kind: "code"; of: Revision } | { kind: "changes"; from: Revision; to: Revision };

export function viewOfCode(of: Revision): string {
  return `${of}`;
}

export function viewOfChanges(from: Revision, to: Revision): string {
  return `${from}...${to}`;
}

/** What an address says; `undefined` for one that says nothing. */
export function parseView(text: string | undefined): View | undefined {
  const [from, to, more] = (text ?? "").split("...").map(revision);
  if (from === undefined || more !== undefined) return undefined;
  return to === undefined ? { kind: "code", of: from } : { kind: "changes", from, to };
}

function revision(text: string): Revision | undefined {
  if (text === "draft") return text;
  return /^[1-9]\d*$/.test(text) ? Number(text) : undefined;
}
