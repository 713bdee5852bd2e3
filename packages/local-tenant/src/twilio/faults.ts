import type { Fault } from "./fault";
import type { Operation } from "./operations";

/** The faults that are switched on, one per operation. They apply before credentials are checked. */
export class Faults {
  readonly #byOperation = new Map<Operation, { fault: Fault; left: number }>();
  readonly #held = new Set<{ operation: Operation; release: () => void }>();

  /**
   * Switches a fault on, in place of one that was there.
   *
   * @throws RangeError when `times` isn't a positive whole number.
   */
  set(operation: Operation, fault: Fault): void {
    const left = fault.times ?? Number.POSITIVE_INFINITY;
    if (!(left === Number.POSITIVE_INFINITY || (Number.isInteger(left) && left > 0))) {
      throw new RangeError(`Fault on ${operation}: times is ${left}; give a positive whole number or leave it out.`);
    }
    this.#byOperation.set(operation, { fault, left });
  }

  /** Switches the fault of one operation off, or all of them; connections that it holds open are dropped. */
  clear(operation?: Operation): void {
    if (operation) this.#byOperation.delete(operation);
    else this.#byOperation.clear();
    for (const { release } of [...this.#held].filter((hold) => !operation || hold.operation === operation)) release();
  }

  /** The faults that are on; `left`: how many requests each still hits, `undefined` for all until it is cleared. */
  list(): { operation: Operation; fault: Fault; left: number | undefined }[] {
    return [...this.#byOperation].map(([operation, { fault, left }]) => {
      return { operation, fault, left: Number.isFinite(left) ? left : undefined };
    });
  }

  /** The fault of this request, counted down; `undefined` for none. */
  take(operation: Operation): Fault | undefined {
    const entry = this.#byOperation.get(operation);
    if (!entry) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#byOperation.delete(operation);
    return entry.fault;
  }

  /** Registers how to let go of a connection that a fault holds; the function returned unregisters it. */
  hold(operation: Operation, release: () => void): () => void {
    const hold = { operation, release };
    this.#held.add(hold);
    return () => this.#held.delete(hold);
  }
}
