import { structuredPatch } from "diff";

/** A line of a comparison. Numbers count from 1. */
export type DiffRow =
  | { kind: "same"; text: string; before: number; after: number }
  | { kind: "added"; text: string; before: undefined; after: number }
  | { kind: "removed"; text: string; before: number; after: undefined }
  | { kind: "skipped"; lines: number };

export interface Diff {
  /** None where nothing differs. */
  rows: DiffRow[];
  added: number;
  removed: number;
}

/** Lines that are shown before and after a change. */
const context = 3;

/** Milliseconds that the search for the shortest list of changes may take: the page stands still meanwhile. */
const patienceMs = 1000;

/** What differs, line by line. Of two texts that have too little in common, all lines but those at both ends. */
export function diffOf(before: string, after: string): Diff {
  const options = { context, timeout: patienceMs };
  const patch = structuredPatch("before", "after", before, after, "", "", options);
  if (!patch) return replacement(linesOf(before), linesOf(after));
  const rows: DiffRow[] = [];
  let seen = 0;
  for (const { oldStart, oldLines, newStart, lines } of patch.hunks) {
    const first = oldLines === 0 ? oldStart + 1 : oldStart;
    if (first - 1 > seen) rows.push({ kind: "skipped", lines: first - 1 - seen });
    rows.push(...rowsOf(lines, first, newStart));
    seen = first - 1 + oldLines;
  }
  const rest = linesOf(before).length - seen;
  if (rows.length > 0 && rest > 0) rows.push({ kind: "skipped", lines: rest });
  return counted(rows);
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function counted(rows: DiffRow[]): Diff {
  const of = (kind: DiffRow["kind"]) => rows.filter((row) => row.kind === kind).length;
  return { rows, added: of("added"), removed: of("removed") };
}

/** Everything between the lines that both begin with and end with. */
function replacement(before: readonly string[], after: readonly string[]): Diff {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  const skipped = (lines: number): DiffRow[] => (lines > 0 ? [{ kind: "skipped", lines }] : []);
  return counted([
    ...skipped(start),
    ...removed.map((text, index): DiffRow => ({ kind: "removed", text, before: start + index + 1, after: undefined })),
    ...added.map((text, index): DiffRow => ({ kind: "added", text, before: undefined, after: start + index + 1 })),
    ...skipped(end),
  ]);
}

function rowsOf(lines: readonly string[], before: number, after: number): DiffRow[] {
  const at = { before, after };
  return lines
    .filter((line) => !line.startsWith("\\"))
    .map((line): DiffRow => {
      const text = line.slice(1);
      if (line.startsWith("+")) return { kind: "added", text, before: undefined, after: at.after++ };
      if (line.startsWith("-")) return { kind: "removed", text, before: at.before++, after: undefined };
      return { kind: "same", text, before: at.before++, after: at.after++ };
    });
}
