/** A number of requests per sliding minute, counted separately for each key. */
export class RateLimit {
  readonly #timesByKey = new Map<string, number[]>();

  constructor(private readonly perMinute: number) {}

  /** Counts a request. Returns the whole seconds to wait when it is one too many (it isn't counted then), else `undefined`. */
  take(key: string, now: number): number | undefined {
    const times = (this.#timesByKey.get(key) ?? []).filter((time) => time > now - 60_000);
    this.#timesByKey.set(key, times);
    const oldest = times[0];
    if (oldest !== undefined && times.length >= this.perMinute) return Math.ceil((oldest + 60_000 - now) / 1000);
    times.push(now);
    return undefined;
  }

  reset(): void {
    this.#timesByKey.clear();
  }
}
