import { KEPT } from "../../support/kept";
import type { Instant, LogEntry } from "../store/entities";

interface Waiting {
  entry: LogEntry;
  dueAt: Instant;
}

/** Entries that wait for delivery to one stream; beyond `KEPT` the oldest are dropped, and counted. */
export class Backlog {
  #waiting: Waiting[] = [];
  #nextDue: Instant | undefined;
  dropped = 0;

  get size(): number {
    return this.#waiting.length;
  }

  /** When the next entry is due; `undefined` when none waits. */
  get nextDue(): Instant | undefined {
    return this.#nextDue;
  }

  add(entries: readonly LogEntry[], dueAt: () => Instant): void {
    for (const entry of entries) {
      const at = dueAt();
      this.#waiting.push({ entry, dueAt: at });
      this.#nextDue = Math.min(at, this.#nextDue ?? at);
    }
    const excess = this.#waiting.length - KEPT;
    if (excess <= 0) return;
    this.#keep(this.#waiting.slice(excess));
    this.dropped += excess;
  }

  /** Makes everything due at once. */
  hurry(now: Instant): void {
    for (const waiting of this.#waiting) waiting.dueAt = Math.min(waiting.dueAt, now);
    this.#keep(this.#waiting);
  }

  /** Takes out up to `limit` entries that are due, those due first at the front. */
  take(now: Instant, limit: number): LogEntry[] {
    const due = this.#waiting.filter(({ dueAt }) => dueAt <= now).sort((a, b) => a.dueAt - b.dueAt);
    const taken = new Set(due.slice(0, limit));
    if (taken.size > 0) this.#keep(this.#waiting.filter((waiting) => !taken.has(waiting)));
    return [...taken].map(({ entry }) => entry);
  }

  #keep(waiting: Waiting[]): void {
    this.#waiting = waiting;
    this.#nextDue = waiting.reduce<Instant | undefined>((next, { dueAt }) => Math.min(dueAt, next ?? dueAt), undefined);
  }
}
