import type { PostLoginApi, PostLoginEvent } from "../types/post-login";
import { newestMfa, timedMethods } from "./authentication-methods";

/** Transaction metadata, from mfa-challenge to mfa-feedback: the newest `mfa` timestamp before the challenge, or `NONE`. */
const KEY = "verify_feedback_mfa_before";
const NONE = "none";

/**
 * Leaves the marker. Called only with a command issued, so that an MFA of somebody else's making is not reported.
 * Returns `false` where the platform refuses it (other Actions may have filled the transaction's metadata): the
 * challenge stands, and mfa-feedback reports nothing.
 */
export function markChallenge(event: PostLoginEvent<object>, api: PostLoginApi): boolean {
  try {
    api.transaction.setMetadata(KEY, newestMfa(timedMethods(event))?.timestamp ?? NONE);
    return true;
  } catch {
    return false;
  }
}

/** Milliseconds since the Unix epoch, `-Infinity` when there was no MFA before the challenge, `undefined` without a marker. */
export function challengedAfter(event: PostLoginEvent<object>): number | undefined {
  const marker = event.transaction?.metadata?.[KEY];
  if (marker === NONE) return Number.NEGATIVE_INFINITY;
  const at = typeof marker === "string" ? Date.parse(marker) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
