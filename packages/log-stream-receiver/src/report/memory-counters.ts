import { type Counted, formatMetrics, type Metrics } from "../metrics";

/** Counters of this instance alone, since it began: where nothing is kept, a sum over instances is not to be had. */
export class MemoryCounters implements Metrics {
  readonly #counted = new Map<string, Counted>();

  count(metric: Counted["metric"], tenant: string, label: string, n = 1): void {
    if (n === 0) return;
    const key = JSON.stringify([metric, tenant, label]);
    const value = (this.#counted.get(key)?.value ?? 0) + n;
    this.#counted.set(key, { metric, tenant, label, value });
  }

  async format(): Promise<string> {
    return `# This instance only, since it started.\n${formatMetrics([...this.#counted.values()])}`;
  }
}
