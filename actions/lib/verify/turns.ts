import { DeadlineError } from "./transport-errors";

/** Lets so much work run at once and no more; the rest waits its turn, first come, first served. */
export class Turns {
  private readonly waiting = new Set<() => void>();

  constructor(private free: number) {}

  /**
   * Resolves when the work may run; it then has to give the turn back.
   * @param deadline on the clock of `performance.now()`.
   * @throws DeadlineError when the turn has not come by then. A caller that gave up does not block others.
   */
  async take(deadline: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(
        () => {
          this.waiting.delete(turn);
          reject(new DeadlineError(true));
        },
        Math.max(0, deadline - performance.now()),
      );
      this.waiting.add(turn);
    });
  }

  giveBack(): void {
    const [next] = this.waiting;
    if (!next) {
      this.free += 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
