import type { PostLoginApi, PostLoginEvent } from "../types/post-login";
import type { MfaChallengeSettings } from "../types/settings";
import { timedMethods } from "./authentication-methods";

/** Transaction metadata, from mfa-challenge to mfa-feedback: the timestamps of the MFA by phone before the challenge. */
const KEY = "verify_feedback_mfa_before";
const NONE = "none";

/** Transaction metadata: when mfa-challenge asked, in ms since the Unix epoch. Only where mfa-feedback looks at sends. */
const ASKED_AT = "verify_feedback_asked_at";

/** So many of the newest are kept, of 25 bytes each: the platform takes 8 kB a value. */
const KEPT = 100;

/**
 * Leaves the marker. Called only with a command issued, so that an MFA of somebody else's making is not reported.
 * Returns `false` where the platform refuses it (other Actions may have filled the transaction's metadata): the
 * challenge stands, and mfa-feedback reports nothing.
 */
export function markChallenge(
  event: PostLoginEvent<object>,
  api: PostLoginApi,
  { leaveTime }: Pick<MfaChallengeSettings, "leaveTime">,
): boolean {
  try {
    if (leaveTime) api.transaction.setMetadata(ASKED_AT, Date.now());
    const before = phoneEntries(event).slice(-KEPT);
    api.transaction.setMetadata(KEY, before.map((at) => new Date(at).toISOString()).join(" ") || NONE);
    return true;
  } catch {
    return false;
  }
}

/** When the code of an MFA by phone was sent: between the challenge and its newest answer, in ms since the Unix epoch. */
export interface Challenge {
  askedAt: number;
  answeredAt: number;
}

/**
 * When the phone was answered since the challenge, in ms since the Unix epoch; `undefined` without a marker. An answer is
 * told by not having been there before, not by its time: an entry from a clock that runs ahead must not hide it.
 */
export function phoneAnswers(event: PostLoginEvent<object>): number[] | undefined {
  const before = readMarker(event.transaction?.metadata?.[KEY]);
  if (!before) return undefined;
  const forgotten = before.length < KEPT ? Number.NEGATIVE_INFINITY : Math.min(...before);
  return phoneEntries(event).filter((at) => at > forgotten && !before.includes(at));
}

/** `undefined` where mfa-challenge left no time. */
export function challengeOf(event: PostLoginEvent<object>, answers: readonly number[]): Challenge | undefined {
  const askedAt = event.transaction?.metadata?.[ASKED_AT];
  return typeof askedAt === "number" ? { askedAt, answeredAt: Math.max(...answers) } : undefined;
}

function readMarker(marker: unknown): number[] | undefined {
  if (marker === NONE) return [];
  const before = typeof marker === "string" ? marker.split(" ").map(Date.parse) : [Number.NaN];
  return before.some(Number.isNaN) ? undefined : before;
}

/** When MFA by phone was passed in this session, in ms since the Unix epoch, oldest first. */
function phoneEntries(event: PostLoginEvent<object>): number[] {
  const entries = timedMethods(event).filter(({ name, type }) => name === "mfa" && type === "phone");
  return entries.map(({ at }) => at);
}
