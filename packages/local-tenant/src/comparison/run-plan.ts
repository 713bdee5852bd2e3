import type { Plan } from "./plan";
import type { SideTenant } from "./side-tenant";
import { type VisitResult, visitTenant } from "./visit";

/**
 * Lets everybody of a plan come to a tenant. Nobody waits: time jumps from one step to the next, and steps take turns in the
 * order of their times, so that a run depends on its seed alone.
 * @param onOver called after each visit.
 * @throws the signal's reason once it is aborted.
 */
export async function runPlan(
  tenant: SideTenant,
  { visits }: Plan,
  seed: number,
  { signal, onOver }: { signal: AbortSignal; onOver(): void },
): Promise<VisitResult[]> {
  const begin = tenant.clock.now();
  const results: VisitResult[] = [];
  const waiting = new Agenda<AsyncGenerator<number, VisitResult>>();
  for (const visit of visits) waiting.add(begin + visit.at, visitTenant(tenant, visit, seed));
  for (let next = waiting.take(); next; next = waiting.take()) {
    signal.throwIfAborted();
    tenant.clock.advance(next.at - tenant.clock.now());
    await tenant.phone.retryDue();
    const step = await next.value.next();
    if (!step.done) {
      waiting.add(tenant.clock.now() + step.value, next.value);
      continue;
    }
    results.push(step.value);
    onOver();
  }
  return results;
}

/** What is due next: by time, and at the same time by when it was added. */
class Agenda<Value> {
  readonly #due: { at: number; value: Value }[] = [];

  add(at: number, value: Value): void {
    let [low, high] = [0, this.#due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#due[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#due.splice(low, 0, { at, value });
  }

  take(): { at: number; value: Value } | undefined {
    return this.#due.shift();
  }
}
