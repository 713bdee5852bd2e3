import type { Clock } from "../../support/clock";
import { keep } from "../../support/kept";
import type { LogEntry } from "./entities";

/** The tenant log: the newest entries, as many as `KEPT` says. */
export class LogStore {
  readonly #entries: LogEntry[] = [];
  readonly #listeners: ((entry: LogEntry) => void)[] = [];
  #added = 0;

  constructor(private readonly clock: Clock) {}

  /** Adds an entry; `at` undefined means now. */
  append(entry: Omit<LogEntry, "id" | "at"> & { at?: number }): LogEntry {
    const at = entry.at ?? this.clock.now();
    this.#added += 1;
    const sequence = String(this.#added).padStart(12, "0");
    const added: LogEntry = { ...entry, at, id: `9002${at}${sequence}` };
    keep(this.#entries, added);
    for (const listener of this.#listeners) listener(added);
    return added;
  }

  /** Calls `listener` with each new entry. */
  onAppend(listener: (entry: LogEntry) => void): void {
    this.#listeners.push(listener);
  }

  /** Oldest first. */
  list(): readonly LogEntry[] {
    return this.#entries;
  }
}
