import { logReported } from "../report/log-reported";
import { reportCode } from "../report/report-code";
import type { ReceiverSettings } from "../settings/settings";
import type { DurableQueue, Waiting } from "./durable-queue";

/** Milliseconds that one report may take. */
const DEADLINE_MS = 10_000;

/** The longest pause before a report is made again, in ms, unless Verify asks for a longer one. */
const LONGEST_PAUSE_MS = 30_000;

/**
 * Makes one report, and settles it or puts it off.
 * @returns how long the tenant's Verify asks to be left alone, in ms.
 */
export async function reportWaiting(
  queue: DurableQueue,
  code: Waiting,
  settings: ReceiverSettings,
  now: () => number,
): Promise<number | undefined> {
  const tenant = settings.tenants.find(({ name }) => name === code.tenant);
  if (!tenant) {
    // It was taken out of the settings while this waited.
    queue.settle(code, { result: "failed", class: "secrets", code: "AUTH0_TENANTS" });
    return undefined;
  }
  const started = performance.now();
  const { outcome, retry, retryAfterMs, notTaken } = await reportCode(code, tenant.verify, {
    deadlineMs: DEADLINE_MS,
    now: now(),
    beforeApproval: (sid) => queue.rememberSent(code, sid),
  });
  logReported(code.tenant, outcome, performance.now() - started);
  if (outcome.result !== "failed" || !retry) {
    queue.settle(code, outcome);
    return undefined;
  }
  const pause = Math.min(1000 * 2 ** code.tries, LONGEST_PAUSE_MS);
  queue.postpone(code, now() + Math.max(pause, retryAfterMs ?? 0), outcome.class, notTaken);
  return retryAfterMs;
}
