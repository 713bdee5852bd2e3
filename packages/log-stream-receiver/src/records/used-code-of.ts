import { completedEnrolmentOrChallenge } from "./guardian";
import type { LogRecord } from "./log-record";
import { passwordlessLogin } from "./login";
import type { NotCounted, UsedCode } from "./used-code";

/**
 * The used code that a record stands for, or why it stands for none.
 * @param now ms since the epoch; nothing was used later than that, whatever the record says.
 */
export function usedCodeOf(record: LogRecord, now: number): UsedCode | { notCounted: NotCounted } {
  const judged = judge(record);
  return "notCounted" in judged ? judged : { ...judged, usedAt: Math.min(judged.usedAt, now) };
}

function judge(record: LogRecord): UsedCode | { notCounted: NotCounted } {
  switch (record.type) {
    case "gd_auth_succeed":
    case "gd_enrollment_complete":
      return completedEnrolmentOrChallenge(record);
    case "s":
      return passwordlessLogin(record);
    default:
      return { notCounted: "other-type" };
  }
}
