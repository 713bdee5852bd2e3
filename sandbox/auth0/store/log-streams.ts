import type { LogStream } from "./entities";
import { PlatformError } from "./errors";

export type LogStreamInput = Pick<LogStream, "name" | "type" | "sink"> & {
  isPriority?: boolean;
  extras?: LogStream["extras"];
};

export type LogStreamChange = Partial<Pick<LogStream, "name" | "status" | "sink" | "isPriority" | "extras">>;

/** The tenant's log streams. They are kept, not served: nothing is sent to their sinks. */
export class LogStreamStore {
  readonly #streams = new Map<string, LogStream>();
  #created = 0;

  create(input: LogStreamInput): LogStream {
    this.#created += 1;
    const id = `lst_${String(this.#created).padStart(16, "0")}`;
    const stream: LogStream = { id, status: "active", isPriority: false, extras: {}, ...input };
    this.#streams.set(id, stream);
    return stream;
  }

  list(): LogStream[] {
    return [...this.#streams.values()];
  }

  /** @throws PlatformError 404 for no such stream. */
  get(id: string): LogStream {
    const stream = this.#streams.get(id);
    if (!stream) throw new PlatformError(404, "The log stream does not exist");
    return stream;
  }

  /** Replaces what `change` names (the sink whole). @throws PlatformError 404 for no such stream. */
  update(id: string, change: LogStreamChange): LogStream {
    return Object.assign(this.get(id), change);
  }

  /** Idempotent, as on the platform. */
  delete(id: string): void {
    this.#streams.delete(id);
  }
}
