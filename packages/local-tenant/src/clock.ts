/** A source of time, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is told to move. */
export class ManualClock implements Clock {
  constructor(private ms: number = Date.parse("2026-01-01T00:00:00.000Z")) {}

  now(): number {
    return this.ms;
  }

  /** Moves the clock on by `ms` milliseconds. */
  advance(ms: number): void {
    this.ms += ms;
  }
}

/** The machine's time, which a test can move on: what runs out in an hour has run out after `advance(3_600_000)`. */
export class TestClock implements Clock {
  #ahead = 0;

  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Moves the clock on by `ms` milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }
}
