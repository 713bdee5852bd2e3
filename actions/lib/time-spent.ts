import type { PostLoginApi, PostLoginEvent } from "../types/post-login";

/** Transaction metadata, from passwordless-feedback to mfa-feedback: how long the first report held the login, in ms. */
const KEY = "verify_feedback_spent_ms";

/** What a second report gets even when the first used up all its time, in ms. */
const LEAST_MS = 400;

export function leaveTimeSpent(api: PostLoginApi, ms: number): void {
  try {
    api.transaction.setMetadata(KEY, Math.ceil(ms));
  } catch {
    // Other Actions may have filled the transaction's metadata; each report then has its own time.
  }
}

/** What is left of `deadlineMs` for a second report in the same login, so that both together hold it hardly longer. */
export function timeLeft(event: PostLoginEvent<object>, deadlineMs: number): number {
  const spent = event.transaction?.metadata?.[KEY];
  return typeof spent === "number" && spent > 0 ? Math.max(deadlineMs - spent, LEAST_MS) : deadlineMs;
}
