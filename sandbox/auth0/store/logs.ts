import type { Clock } from "../../clock";
import type { LogEntry } from "./entities";

/** The tenant log. Entries only ever get added. */
export class LogStore {
  readonly #entries: LogEntry[] = [];

  constructor(private readonly clock: Clock) {}

  /** Adds an entry; `at` undefined means now. */
  append(entry: Omit<LogEntry, "id" | "at"> & { at?: number }): LogEntry {
    const at = entry.at ?? this.clock.now();
    const sequence = String(this.#entries.length + 1).padStart(12, "0");
    const added: LogEntry = { ...entry, at, id: `9002${at}${sequence}` };
    this.#entries.push(added);
    return added;
  }

  /** All entries, oldest first. */
  list(): readonly LogEntry[] {
    return this.#entries;
  }
}
