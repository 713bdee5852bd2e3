import type { Attempt } from "./entities";

/** How far back Twilio's attempts and their summary reach, in milliseconds (Twilio docs, Verification Attempts). */
export const RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/** What attempts are picked by; what is `undefined` picks all. */
export interface AttemptFilter {
  serviceSid?: string | undefined;
  verificationSid?: string | undefined;
  to?: string | undefined;
  destinationPrefix?: string | undefined;
  country?: string | undefined;
  channel?: string | undefined;
  converted?: boolean | undefined;
  /** Earliest and latest creation, both included, in milliseconds since the epoch. */
  after?: number | undefined;
  before?: number | undefined;
}

/** The attempts of an account within the last 30 days that pass the filter, newest first. */
export function pickAttempts(all: Attempt[], accountSid: string, filter: AttemptFilter, now: number): Attempt[] {
  const passes = (wanted: unknown, value: unknown) => wanted === undefined || wanted === value;
  return all
    .filter(
      (attempt) =>
        attempt.accountSid === accountSid &&
        attempt.dateCreated > now - RETENTION_MS &&
        passes(filter.serviceSid, attempt.serviceSid) &&
        passes(filter.verificationSid, attempt.verificationSid) &&
        passes(filter.to, attempt.to) &&
        passes(filter.country, attempt.country) &&
        passes(filter.channel, attempt.channel) &&
        passes(filter.converted, attempt.converted) &&
        attempt.to.startsWith(filter.destinationPrefix ?? "") &&
        attempt.dateCreated >= (filter.after ?? Number.NEGATIVE_INFINITY) &&
        attempt.dateCreated <= (filter.before ?? Number.POSITIVE_INFINITY),
    )
    .reverse();
}
