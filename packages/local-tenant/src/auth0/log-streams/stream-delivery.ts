import { isLoopback } from "../../support/is-loopback";
import type { Instant, LogEntry, LogStream } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { Backlog } from "./backlog";
import type { DeliveryFaults } from "./delivery-faults";
import { type HttpBatch, type HttpSink, httpBatch } from "./http-batch";

/** Sends a request and tells the status of its answer. Rejects when there is none. */
export type PostBatch = (batch: HttpBatch) => Promise<number>;

/** Three attempts, then from the start again; a week without success pauses the stream (Auth0 docs, log streams). */
export const attempts = 3;
export const pauseAfterMs = 7 * 86_400_000;

/** Not documented: how many entries one request carries, and how long the waits are, in milliseconds. */
export const batchSize = 100;
export const retryMs = 1000;
export const restartMs = 30_000;

interface Batch {
  entries: readonly LogEntry[];
  failures: number;
  nextAt: Instant;
}

/** What the dashboard shows as a stream's health. */
export interface StreamHealth {
  /** Entries that wait, those in an attempt included. */
  waiting: number;
  /** Entries that the receiver has answered with 2xx. */
  delivered: number;
  attempts: number;
  /** Entries that were dropped because too many waited. */
  dropped: number;
  /** Since when every attempt has failed; `undefined` when the last one did not. */
  failingSince?: Instant;
  lastError?: string;
}

/** The delivery of log entries to one stream: at least once, in no promised order. */
export class StreamDelivery {
  readonly #backlog = new Backlog();
  #batch: Batch | undefined;
  #delivered = 0;
  #attempts = 0;
  #failingSince: Instant | undefined;
  #lastError: string | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly stream: LogStream,
    private readonly tenant: LocalTenant,
    private readonly faults: DeliveryFaults,
    private readonly post: PostBatch,
  ) {}

  get health(): StreamHealth {
    return {
      waiting: this.#backlog.size + (this.#batch?.entries.length ?? 0),
      delivered: this.#delivered,
      attempts: this.#attempts,
      dropped: this.#backlog.dropped,
      ...(this.#failingSince !== undefined && { failingSince: this.#failingSince }),
      ...(this.#lastError !== undefined && { lastError: this.#lastError }),
    };
  }

  add(entries: readonly LogEntry[]): void {
    this.#backlog.add(entries, () => this.#now() + this.faults.holdMs());
  }

  /** Somebody has set the stream to active: what waits is tried now, and the week starts again. */
  resume(): void {
    this.#failingSince = undefined;
    this.hurry();
  }

  /** Makes everything that waits due now. */
  hurry(): void {
    this.#backlog.hurry(this.#now());
    if (this.#batch) this.#batch.nextAt = this.#now();
  }

  /** For good: nothing more is sent, an attempt under way aside. */
  stop(): void {
    this.#stopped = true;
  }

  /** When there is something to do, by the tenant's clock; `undefined`: not before something changes. */
  get nextDue(): Instant | undefined {
    if (!this.#active) return undefined;
    return this.#batch?.nextAt ?? this.#backlog.nextDue;
  }

  /** Does everything that is due. Several calls at once do it once. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    while (this.#active) {
      this.#batch ??= this.#nextBatch();
      if (!this.#batch || this.#batch.nextAt > this.#now()) return;
      await this.#attempt(this.#batch);
    }
  }

  get #active(): boolean {
    return !this.#stopped && this.stream.status === "active";
  }

  #nextBatch(): Batch | undefined {
    const entries = this.#backlog.take(this.#now(), batchSize);
    return entries.length > 0 ? { entries, failures: 0, nextAt: this.#now() } : undefined;
  }

  async #attempt(batch: Batch): Promise<void> {
    this.#attempts += 1;
    const error = await this.#send(batch.entries);
    if (error !== undefined) return this.#failed(batch, error);
    this.#batch = undefined;
    this.#delivered += batch.entries.length;
    this.#failingSince = undefined;
    for (let again = this.faults.duplicates; again > 0; again -= 1) await this.#request(batch.entries).catch(() => 0);
  }

  #failed(batch: Batch, error: string): void {
    const now = this.#now();
    this.#lastError = error;
    this.#failingSince ??= now;
    batch.failures += 1;
    batch.nextAt = now + retryMs;
    if (batch.failures >= attempts) {
      this.#batch = undefined;
      this.#backlog.add(batch.entries, () => now + restartMs);
    }
    if (this.#active && now - this.#failingSince >= pauseAfterMs)
      this.tenant.logStreams.update(this.stream.id, { status: "paused" });
  }

  /** Why the attempt failed, in words; `undefined` when it did not. */
  async #send(entries: readonly LogEntry[]): Promise<string | undefined> {
    const fault = this.faults.take();
    if (fault === "lost-request") return "the request was lost to an injected fault";
    try {
      const status = await this.#request(entries);
      if (fault === "lost-answer") return "the answer was lost to an injected fault";
      return status >= 200 && status < 300 ? undefined : `the receiver answered ${status}`;
    } catch (error) {
      const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
      return cause?.code ?? cause?.message ?? message;
    }
  }

  async #request(entries: readonly LogEntry[]): Promise<number> {
    return this.post(await httpBatch(this.stream, entries, this.tenant));
  }

  #now(): Instant {
    return this.tenant.clock.now();
  }
}

/** Why the local tenant sends nothing to a stream, as a sentence; `undefined`: it does. */
export function notDelivered({ type, sink }: Pick<LogStream, "type" | "sink">): string | undefined {
  if (type !== "http") return `Streams of type ${type} are kept, but nothing is sent to them.`;
  const { httpEndpoint } = sink as unknown as HttpSink;
  if (isLoopback(httpEndpoint)) return undefined;
  return `Its endpoint is not on this machine: nothing is sent to ${new URL(httpEndpoint).host}.`;
}
