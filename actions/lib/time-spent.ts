import type { PostLoginApi, PostLoginEvent } from "../types/post-login";

/** Transaction metadata, from passwordless-feedback to mfa-feedback: how long the first report held the login, in ms. */
const KEY = "verify_feedback_spent_ms";

/** What a second report gets even when the first used up all its time, in ms. With the longest `deadlineMs`, below 3 s. */
const LEAST_MS = 400;

export function leaveTimeSpent(api: PostLoginApi, ms: number): void {
  try {
    api.transaction.setMetadata(KEY, Math.ceil(ms));
  } catch {
    // Where it is full, mfa-challenge's marker, a longer entry, is refused too: there is no second report.
  }
}

/** What is left of `deadlineMs` for a second report in the same login: both hold it for 2.9 s at the most. */
export function timeLeft(event: PostLoginEvent<object>, deadlineMs: number): number {
  const spent = event.transaction?.metadata?.[KEY];
  return typeof spent === "number" && spent > 0 ? Math.max(deadlineMs - spent, LEAST_MS) : deadlineMs;
}
