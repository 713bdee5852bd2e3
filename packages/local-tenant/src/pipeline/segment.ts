/** The time that all Actions have together between two pauses, in real milliseconds; `Infinity`: no limit. */
export class Segment {
  readonly #end: number;

  constructor(
    readonly limitMs: number,
    private readonly trigger = "post-login",
  ) {
    this.#end = performance.now() + limitMs;
  }

  /**
   * Settles as `work` does, or rejects when the time is up first; `work` itself can't be stopped and goes on unheard.
   * @throws {TimeLimitError}
   */
  async within<T>(work: Promise<T>): Promise<T> {
    if (this.limitMs === Number.POSITIVE_INFINITY) return work;
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(
        () => reject(new TimeLimitError(this.limitMs, this.trigger)),
        Math.max(0, this.#end - performance.now()),
      );
    });
    try {
      return await Promise.race([work, timeUp]);
    } finally {
      clearTimeout(timer);
    }
  }
}

export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";

  constructor(limitMs: number, trigger: string) {
    super(
      `The Actions of the ${trigger} trigger have not finished within ${limitMs / 1000} s, the time for all of them together.`,
    );
  }
}
