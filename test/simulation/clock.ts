import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";

/** Where the clock begins, in ms since the Unix epoch. */
const START = Date.parse("2026-06-01T12:00:00.000Z");

/** What `setTimeout` gives: a number would do in a browser, Node's callers may call these. */
export interface VirtualTimer {
  ref(): VirtualTimer;
  unref(): VirtualTimer;
  hasRef(): boolean;
}

interface Entry {
  at: number;
  fire: () => void;
}

/** Time that passes only when nothing else is left to do: hours of waiting take no time. */
export class VirtualClock {
  /** Milliseconds since the Unix epoch. */
  now = START;
  private readonly waiting: Entry[] = [];
  private readonly timers = new WeakMap<object, Entry>();
  private held = 0;

  /** Milliseconds since the clock began, as `performance.now()` counts. */
  get elapsed(): number {
    return this.now - START;
  }

  setTimeout = (call: (...args: unknown[]) => void, ms = 0, ...args: unknown[]): VirtualTimer => {
    const timer: VirtualTimer = { ref: () => timer, unref: () => timer, hasRef: () => true };
    const entry = { at: this.now + Math.max(1, Number(ms) || 0), fire: () => call(...args) };
    this.timers.set(timer, entry);
    const later = this.waiting.findIndex(({ at }) => at > entry.at);
    this.waiting.splice(later < 0 ? this.waiting.length : later, 0, entry);
    return timer;
  };

  clearTimeout = (timer: unknown): void => {
    const index = this.waiting.indexOf(this.timers.get(Object(timer)) as Entry);
    if (index >= 0) this.waiting.splice(index, 1);
  };

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.setTimeout(() => resolve(), ms);
    });
  }

  /** Stops the clock while something takes real time. */
  async standStill<T>(work: Promise<T>): Promise<T> {
    this.held++;
    return work.finally(() => {
      this.held--;
    });
  }

  /**
   * Lets time pass until the work is done.
   * @throws when nothing is left to wait for and it is not.
   */
  async run<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = () => {
      done = true;
    };
    work.then(settled, settled);
    for (;;) {
      // One turn of the event loop runs every callback and promise that needs no timer.
      await turn();
      if (done) return work;
      if (this.held > 0) {
        await sleep(1);
        continue;
      }
      const next = this.waiting.shift();
      if (!next) throw new Error("The simulated world stands still: somebody waits for what never comes.");
      this.now = Math.max(this.now, next.at);
      next.fire();
    }
  }
}
