import { randomUUID } from "node:crypto";
import type { LogStream } from "./entities";
import { PlatformError } from "./errors";

export type LogStreamInput = Pick<LogStream, "name" | "type" | "sink"> & {
  /** Of a stream that is brought back; a new one gets its own. */
  id?: string;
  status?: LogStream["status"];
  isPriority?: boolean;
  extras?: LogStream["extras"];
};

export type LogStreamChange = Partial<Pick<LogStream, "name" | "status" | "sink" | "isPriority" | "extras">>;

type Listener = (stream: LogStream, change: "created" | "updated" | "resumed" | "deleted") => void;

/** The tenant's log streams, as records; `LogDelivery` sends what they ask for. */
export class LogStreamStore {
  readonly #streams = new Map<string, LogStream>();
  readonly #listeners: Listener[] = [];
  #created = 0;

  /** `tenant` is asked for the tenant's name, which event sources of the clouds carry. */
  constructor(private readonly tenant: () => string) {}

  /** Calls `listener` after each change. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  create(input: LogStreamInput): LogStream {
    const sink = { ...partnerSource(input, this.tenant()), ...input.sink };
    const stream: LogStream = { id: this.#newId(), status: "active", isPriority: false, extras: {}, ...input, sink };
    this.#streams.set(stream.id, stream);
    this.#tell(stream, "created");
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
    const stream = this.get(id);
    const wasActive = stream.status === "active";
    Object.assign(stream, change);
    this.#tell(stream, !wasActive && stream.status === "active" ? "resumed" : "updated");
    return stream;
  }

  /** Idempotent, as on the platform. */
  delete(id: string): void {
    const stream = this.#streams.get(id);
    this.#streams.delete(id);
    if (stream) this.#tell(stream, "deleted");
  }

  #newId(): string {
    this.#created += 1;
    const id = `lst_${String(this.#created).padStart(16, "0")}`;
    return this.#streams.has(id) ? this.#newId() : id;
  }

  #tell(...change: Parameters<Listener>): void {
    for (const listener of this.#listeners) listener(...change);
  }
}

/** The clouds' streams come with the name of an event source, which a user there turns into a bus or topic. */
function partnerSource({ type }: LogStreamInput, tenant: string): object {
  const name = `auth0.com/${tenant}-${randomUUID()}/auth0.logs`;
  if (type === "eventbridge") return { awsPartnerEventSource: `aws.partner/${name}` };
  return type === "eventgrid" ? { azurePartnerTopic: `azure.partner/${name}` } : {};
}
