import type { ReceiverSettings } from "../settings/settings";
import type { DurableQueue, Waiting } from "./durable-queue";
import { reportWaiting } from "./report-waiting";

/** Reports that are made at once. */
const CONCURRENCY = 8;

/** Codes that are read from the file at once. */
const READ_AT_ONCE = 256;

/** How long an empty queue is left alone, in ms. Then old log ids are forgotten. */
const HOUSEKEEPING_MS = 60 * 60 * 1000;

/** Reports what a queue holds: at most eight codes at once, of one number never two, and none for a Verify that asks for rest. */
export class QueueRunner {
  #due: Waiting[] = [];
  readonly #numbersUnderWay = new Set<string>();
  readonly #restUntil = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #whenIdle: (() => void)[] = [];

  constructor(
    private readonly queue: DurableQueue,
    private readonly settings: ReceiverSettings,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes up what is due: at the start, and when something was put into the queue. */
  wake(): void {
    clearTimeout(this.#timer);
    while (!this.#stopped && this.#numbersUnderWay.size < CONCURRENCY) {
      const next = this.#next();
      if (!next) break;
      void this.#report(next);
    }
    if (this.#numbersUnderWay.size > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
    if (!this.#stopped) this.#timer = setTimeout(() => this.#tidyAndWake(), this.#restMs());
  }

  /** Resolves when nothing is due and no report is under way. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle.push(resolve);
      this.wake();
    });
  }

  /** Takes up nothing more; resolves when the reports under way have ended. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.idle();
  }

  #next(): Waiting | undefined {
    const now = this.now();
    const resting = [...this.#restUntil].filter(([, until]) => until > now).map(([tenant]) => tenant);
    this.#due = this.#due.filter(({ tenant }) => !resting.includes(tenant));
    if (this.#due.length === 0) {
      this.#due = this.queue.due(now, READ_AT_ONCE, { tenants: resting, numbers: [...this.#numbersUnderWay] });
    }
    return this.#due.shift();
  }

  async #report(code: Waiting): Promise<void> {
    this.#numbersUnderWay.add(code.e164);
    // A code that is too old is settled without a request: many in a row would leave no time for those that come in.
    await new Promise((resolve) => setImmediate(resolve));
    const restMs = await reportWaiting(this.queue, code, this.settings, this.now);
    if (restMs !== undefined) this.#restUntil.set(code.tenant, this.now() + restMs);
    this.#numbersUnderWay.delete(code.e164);
    this.wake();
  }

  #restMs(): number {
    const dueIn = (this.queue.nextDueAt() ?? Number.POSITIVE_INFINITY) - this.now();
    return Math.min(Math.max(dueIn, 50), HOUSEKEEPING_MS);
  }

  #tidyAndWake(): void {
    this.queue.forget(this.now());
    this.wake();
  }
}
