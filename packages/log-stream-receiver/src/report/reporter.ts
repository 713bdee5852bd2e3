import { outcomeLabel } from "../outcome-label";
import type { ReceiverSettings, TenantSettings } from "../settings/settings";
import type { CodeReport } from "./code-report";
import { logReported } from "./log-reported";
import type { MemoryCounters } from "./memory-counters";
import { reportCode } from "./report-code";
import { keyOf, SeenRecords } from "./seen-records";

/** Seconds until a failed report is made again, unless Verify asks for a longer pause. */
const PAUSE_SECONDS = 15;

/** Reports codes where nothing is kept between calls: what has to be tried again, the caller keeps. */
export class Reporter {
  readonly #seen = new SeenRecords();
  /** By record, what {@link report} will return. */
  readonly #underWay = new Map<string, Promise<number | undefined>>();

  constructor(
    private readonly settings: ReceiverSettings,
    private readonly counters: MemoryCounters,
  ) {}

  /**
   * Makes one report.
   * @returns after how many seconds it has to be made again; `undefined` when it is settled.
   */
  async report(code: CodeReport, deadlineMs: number): Promise<number | undefined> {
    const tenant = this.settings.tenants.find(({ name }) => name === code.tenant);
    if (!tenant) {
      this.counters.count("reports", code.tenant, "failed:secrets");
      return undefined;
    }
    if (!this.#seen.take(code)) {
      this.counters.count("records", code.tenant, "duplicate");
      // Whoever sent it again may have given up the first delivery, and has to hear of its failure.
      return this.#underWay.get(keyOf(code));
    }
    const reporting = this.#make(code, tenant, deadlineMs);
    this.#underWay.set(keyOf(code), reporting);
    return reporting.finally(() => this.#underWay.delete(keyOf(code)));
  }

  async #make(code: CodeReport, tenant: TenantSettings, deadlineMs: number): Promise<number | undefined> {
    const started = performance.now();
    const { outcome, retry, retryAfterMs = 0 } = await reportCode(code, tenant.verify, { deadlineMs, now: Date.now() });
    logReported(code.tenant, outcome, performance.now() - started);
    if (outcome.result === "failed" && retry) {
      this.#seen.giveBack(code);
      this.counters.count("retries", code.tenant, outcome.class);
      return Math.max(PAUSE_SECONDS, Math.ceil(retryAfterMs / 1000));
    }
    this.counters.count("reports", code.tenant, outcomeLabel(outcome));
    return undefined;
  }
}
