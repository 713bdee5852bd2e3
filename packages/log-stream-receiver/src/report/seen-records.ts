import type { CodeReport } from "./code-report";

/** Log ids that are remembered at most. */
const MOST = 10_000;

/** Records that this instance has taken up, the newest ten thousand. */
export class SeenRecords {
  readonly #seen = new Set<string>();

  /** Takes a record up; `false` when it was before. */
  take(report: CodeReport): boolean {
    const key = keyOf(report);
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#seen.size > MOST) this.#seen.delete(this.#seen.keys().next().value as string);
    return true;
  }

  /** Lets a record come again. */
  giveBack(report: CodeReport): void {
    this.#seen.delete(keyOf(report));
  }
}

/** What tells a record from all others. */
export function keyOf({ tenant, logId }: CodeReport): string {
  return `${tenant} ${logId}`;
}
