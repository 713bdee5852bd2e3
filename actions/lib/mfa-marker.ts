import type { PostLoginApi, PostLoginEvent } from "../types/post-login";
import type { MfaChallengeSettings } from "../types/settings";
import { timedMethods } from "./authentication-methods";
import { enrolledTypes } from "./enrolled-factors";

/** Transaction metadata, from mfa-challenge to mfa-feedback: the timestamps of the MFA by phone before the challenge. */
const KEY = "verify_feedback_mfa_before";
const NONE = "none";

/** Transaction metadata: when mfa-challenge asked, by the Actions' clock. Only where mfa-feedback looks at sends. */
const ASKED_AT = "verify_feedback_asked_at";

/** Transaction metadata: that a phone was enrolled by then. */
const HAD_PHONE = "verify_feedback_had_phone";

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
    if (leaveTime) {
      api.transaction.setMetadata(ASKED_AT, Date.now());
      // Nobody is asked to enroll where it is not known what is enrolled.
      api.transaction.setMetadata(HAD_PHONE, enrolledTypes(event)?.includes("phone") !== false);
    }
    const before = phoneEntries(event).slice(-KEPT);
    api.transaction.setMetadata(KEY, before.map((at) => new Date(at).toISOString()).join(" ") || NONE);
    return true;
  } catch {
    return false;
  }
}

/** A challenge and its newest answer, in ms since the Unix epoch by the clock that stamps the answers: the code was sent between them. */
export interface Challenge {
  askedAt: number;
  answeredAt: number;
  /** Whether a phone was enrolled when it was asked for; else the answer may have enrolled one. */
  hadPhone: boolean;
}

/** So far apart the platform's clocks and Verify's may be, in ms. */
export const CLOCKS_APART_MS = 1_000;

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

/**
 * Called as mfa-feedback begins, right after the answer. Only the duration of the challenge is measured by the Actions'
 * clock, which may be wrong. `undefined` if mfa-challenge left no time.
 */
export function challengeOf(event: PostLoginEvent<object>, answers: readonly number[]): Challenge | undefined {
  const { [ASKED_AT]: asked, [HAD_PHONE]: hadPhone } = event.transaction?.metadata ?? {};
  if (typeof asked !== "number") return undefined;
  const answeredAt = Math.max(...answers);
  return { askedAt: answeredAt - Math.max(0, Date.now() - asked), answeredAt, hadPhone: hadPhone === true };
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
