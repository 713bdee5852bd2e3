/** A source of time, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved. */
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

/**
 * The machine's time, or that of another clock, which a test or a user can move on: what runs out in an hour has run out
 * after `advance(3_600_000)`. It never goes back, since what was made later would then be from the future.
 */
export class AdjustableClock implements Clock {
  #ahead = 0;

  constructor(private readonly base: Clock = systemClock) {}

  now(): number {
    return this.base.now() + this.#ahead;
  }

  /** How far it was moved on, in milliseconds. */
  get aheadMs(): number {
    return this.#ahead;
  }

  /** Moves the clock on by `ms` milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }
}
