import { type Category, categoryOf } from "../management/resources/log-streams/categories";
import type { LogEntry, LogStream } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { DeliveryFaults } from "./delivery-faults";
import { notDelivered, type PostBatch, StreamDelivery, type StreamHealth } from "./stream-delivery";

/** How long it waits at most until it looks again, in milliseconds of real time: the tenant's clock may be moved. */
const POLL_MS = 200;

/** A stream with what its delivery has come to. */
export interface StreamReport extends StreamHealth {
  id: string;
  name: string;
  type: string;
  status: LogStream["status"];
  /** `undefined`: it is delivered. */
  notDelivered?: string;
}

/**
 * Delivers the tenant log to the tenant's log streams, by the tenant's clock: each new entry to every stream that its
 * filters let it through to. What waits is in memory.
 */
export class LogDelivery {
  readonly faults = new DeliveryFaults();
  readonly #deliveries = new Map<string, StreamDelivery>();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `warn` is called with one line for each stream that nothing is sent to. */
  constructor(
    private readonly tenant: LocalTenant,
    private readonly post: PostBatch,
    private readonly warn: (sentence: string) => void,
  ) {
    tenant.logs.onAppend((entry) => this.#added(entry));
    tenant.logStreams.onChange((stream, change) => {
      if (change === "deleted") this.#end(stream);
      else this.#track(stream);
      if (change === "resumed") this.#deliveries.get(stream.id)?.resume();
      this.#schedule();
    });
  }

  report(): StreamReport[] {
    return this.tenant.logStreams.list().map((stream) => {
      const { id, name, type, status } = stream;
      const why = notDelivered(stream);
      const delivery = this.#deliveries.get(id);
      const health = delivery?.health ?? { waiting: 0, delivered: 0, attempts: 0, dropped: 0 };
      return { id, name, type, status, ...(why !== undefined && { notDelivered: why }), ...health };
    });
  }

  /** Does what is due by the tenant's clock, and waits for it. */
  async settle(): Promise<void> {
    while (this.#due() !== undefined && this.#due()! <= this.tenant.clock.now()) {
      await Promise.all([...this.#deliveries.values()].map((delivery) => delivery.run()));
    }
    this.#schedule();
  }

  /** Sends everything that is waiting, without further delay; up to three attempts. */
  async flush(): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      for (const delivery of this.#deliveries.values()) delivery.hurry();
      await this.settle();
    }
  }

  /** Sends nothing any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const delivery of this.#deliveries.values()) delivery.stop();
  }

  /** Begins to deliver to a stream that can be reached, and stops with one that can't. */
  #track(stream: LogStream): void {
    const why = notDelivered(stream);
    if (why !== undefined) {
      this.#end(stream);
      this.warn(`Log stream "${stream.name}": ${why}`);
      return;
    }
    if (!this.#deliveries.has(stream.id)) this.#begin(stream);
  }

  #end({ id }: LogStream): void {
    this.#deliveries.get(id)?.stop();
    this.#deliveries.delete(id);
  }

  #begin(stream: LogStream): void {
    const delivery = new StreamDelivery(stream, this.tenant, this.faults, this.post);
    this.#deliveries.set(stream.id, delivery);
    const { startFrom } = stream.extras;
    if (typeof startFrom !== "string") return;
    const from = Date.parse(startFrom);
    delivery.add(this.tenant.logs.list().filter(({ at, type }) => at >= from && passes(stream, type)));
  }

  #added(entry: LogEntry): void {
    for (const [id, delivery] of this.#deliveries) {
      if (passes(this.tenant.logStreams.get(id), entry.type)) delivery.add([entry]);
    }
    this.#schedule();
  }

  #due(): number | undefined {
    const due = [...this.#deliveries.values()].flatMap(({ nextDue }) => (nextDue === undefined ? [] : [nextDue]));
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Entries that come in one go are sent in one request. */
  #schedule(): void {
    clearTimeout(this.#timer);
    const due = this.#due();
    if (due === undefined || this.#closed) return;
    const waits = Math.max(0, due - this.tenant.clock.now());
    this.#timer = setTimeout(() => void this.settle(), Math.min(waits, POLL_MS));
    this.#timer.unref();
  }
}

/** No filters let everything through. */
function passes({ extras }: LogStream, type: string): boolean {
  const filters = (extras.filters ?? []) as readonly { name: Category }[];
  return filters.length === 0 || filters.some(({ name }) => name === categoryOf(type));
}
