import { logOutcome } from "./log";
import { formatOutcome, type Outcome } from "./outcome";
import type { Report } from "./verify/report";

/**
 * Runs a feedback Action so that nothing of it reaches the login: whatever is thrown becomes the outcome `failed:bug`,
 * with the error's class as its only trace, since messages may hold personal data.
 */
export async function runFeedback(action: string, feedback: () => Promise<Report | Outcome>): Promise<void> {
  const started = Date.now();
  let report: Report;
  try {
    const ended = await feedback();
    report = "outcome" in ended ? ended : { outcome: ended, notes: [] };
  } catch (error) {
    report = { outcome: { result: "failed", class: "bug", code: errorClass(error) }, notes: [] };
  }
  logOutcome(action, formatOutcome(report.outcome), Date.now() - started, report.notes);
}

function errorClass(error: unknown): string {
  const name: unknown = Object(error).constructor?.name;
  return typeof name === "string" && /^\w{1,40}$/.test(name) ? name : "Error";
}
