import { KEPT } from "../../kept";
import type { Instant, LogEntry } from "../store/entities";

interface Waiting {
  entry: LogEntry;
  dueAt: Instant;
}

/** Entries that wait for delivery to one stream; beyond `KEPT` the oldest are dropped, and counted. */
export class Backlog {
  #waiting: Waiting[] = [];
  dropped = 0;

  get size(): number {
    return this.#waiting.length;
  }

  /** When the next entry is due; `undefined` when none waits. */
  get nextDue(): Instant | undefined {
    return this.#waiting.reduce<Instant | undefined>(
      (next, { dueAt }) => (next === undefined || dueAt < next ? dueAt : next),
      undefined,
    );
  }

  add(entries: readonly LogEntry[], dueAt: () => Instant): void {
    for (const entry of entries) this.#waiting.push({ entry, dueAt: dueAt() });
    const excess = this.#waiting.length - KEPT;
    if (excess <= 0) return;
    this.#waiting.splice(0, excess);
    this.dropped += excess;
  }

  /** Makes everything due at once. */
  hurry(now: Instant): void {
    for (const waiting of this.#waiting) waiting.dueAt = Math.min(waiting.dueAt, now);
  }

  /** Takes out up to `limit` entries that are due, those due first at the front. */
  take(now: Instant, limit: number): LogEntry[] {
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    const taken = new Set(due.slice(0, limit));
    if (taken.size > 0) this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting));
    return [...taken].map(({ entry }) => entry);
  }
}
