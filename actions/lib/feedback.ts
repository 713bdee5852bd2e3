import { errorClass } from "./error-class";
import { logOutcome } from "./log";
import { formatOutcome, type Outcome } from "./outcome";
import type { Report } from "./verify/report";

/** Runs a feedback Action in isolation from the login: anything it throws becomes the outcome `failed:bug`. */
export async function runFeedback(action: string, feedback: () => Promise<Report | Outcome>): Promise<void> {
  const started = performance.now();
  let report: Report;
  try {
    const ended = await feedback();
    report = "outcome" in ended ? ended : { outcome: ended, notes: [] };
  } catch (error) {
    report = { outcome: { result: "failed", class: "bug", code: errorClass(error) }, notes: [] };
  }
  logOutcome(action, formatOutcome(report.outcome), performance.now() - started, report.notes);
}
