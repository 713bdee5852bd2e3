/** Files that are worked on together. */
interface Batch {
  files: Set<string>;
  /** When the first of them was saved, by `performance.now()`. */
  savedAt: number;
}

/** What goes on. */
interface Work {
  done: Promise<void>;
  newer: AbortController;
}

/**
 * Works on saves one after the other. Files that are saved while work goes on are worked on together afterwards; the work that
 * goes on is told to end early, and its files are worked on again if it then fails.
 */
export class SaveQueue {
  #waiting: Batch | undefined;
  #working: Work | undefined;
  #closed = false;

  /**
   * @param work gets the files and when the first of them was saved. It rejects where `signal` ended it early, and never
   * otherwise.
   */
  constructor(
    private readonly work: (files: readonly string[], savedAt: number, signal: AbortSignal) => Promise<void>,
  ) {}

  /** @param savedAt by `performance.now()` */
  add(files: readonly string[], savedAt: number): void {
    if (this.#closed) return;
    this.#wait(files, savedAt);
    this.#working?.newer.abort();
    this.#working ??= this.#next();
  }

  /** Ends early what goes on, and resolves when it has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#working?.newer.abort();
    await this.#working?.done;
  }

  #wait(files: Iterable<string>, savedAt: number): void {
    this.#waiting = {
      files: new Set([...(this.#waiting?.files ?? []), ...files]),
      savedAt: Math.min(savedAt, this.#waiting?.savedAt ?? savedAt),
    };
  }

  #next(): Work | undefined {
    if (!this.#waiting || this.#closed) return undefined;
    const { files, savedAt } = this.#waiting;
    this.#waiting = undefined;
    const newer = new AbortController();
    const done = this.work([...files], savedAt, newer.signal)
      .catch((error) => {
        if (!newer.signal.aborted) throw error;
        this.#wait(files, savedAt);
      })
      .finally(() => {
        this.#working = this.#next();
      });
    return { done, newer };
  }
}
