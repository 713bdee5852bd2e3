import { UserError } from "../../../stacks/errors";
import { RefusedError } from "../../support/errors";
import type { Attempt, AttemptsFilter, AttemptsSummary } from "../../twilio/attempts";
import type { TwilioClient } from "../../twilio/client";

/** How many attempts are read one by one: 20 pages, so that all questions fit into Twilio's 100 requests a minute. */
const MOST_READ = 20_000;
/** How many destinations are asked for when there are more attempts than that. */
const MOST_DESTINATIONS = 60;

const ADVICE =
  "The Actions' key needs neither of the two permissions that status reads with, and should have neither. Create a key\n" +
  "for status with /twilio/verify/verification-attempts-summary/read and /twilio/verify/verification-attempt/list, and set it\n" +
  "as TWILIO_READ_API_KEY and TWILIO_READ_API_KEY_SECRET.";

/** Attempts by where they went and how. */
export interface DestinationCount extends AttemptsSummary {
  /** ISO 3166-1 alpha-2; undefined where Twilio does not say. */
  country: string | undefined;
  channel: string;
}

/** What Verify says of a period. */
export interface VerifyPicture {
  total: AttemptsSummary;
  /** Most attempts first. */
  destinations: DestinationCount[];
  /** Attempts that are in none of them; undefined when there are none. */
  others: AttemptsSummary | undefined;
}

/** The picture, or why there is none. */
export type VerifyAnswer = VerifyPicture | { unavailable: string };

/** Attempts and conversion since `since`; up to 20,000 attempts are counted exactly, beyond that by Twilio's summaries. */
export async function verifyPicture(
  twilio: Pick<TwilioClient, "summary" | "attempts">,
  since: Date,
  now: Date,
): Promise<VerifyAnswer> {
  try {
    const period = { since, until: now };
    const total = await twilio.summary(period);
    const share = Math.min(1, MOST_READ / Math.max(total.attempts, 1));
    const recent = new Date(now.getTime() - (now.getTime() - since.getTime()) * share);
    const read = countByDestination(await twilio.attempts({ since: recent, until: now }));
    const destinations = share === 1 ? read : await summaries(twilio, period, read.slice(0, MOST_DESTINATIONS));
    const rest = total.attempts - sum(destinations, "attempts");
    const others = rest > 0 ? counted(rest, total.converted - sum(destinations, "converted")) : undefined;
    return { total, destinations: mostFirst(destinations), others };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const restricted = error instanceof RefusedError && error.status === 403;
    return { unavailable: restricted ? `${error.message}\n${ADVICE}` : error.message };
  }
}

function countByDestination(attempts: readonly Attempt[]): DestinationCount[] {
  const counts = new Map<string, DestinationCount>();
  for (const { country, channel, converted } of attempts) {
    const key = `${country} ${channel}`;
    const before: AttemptsSummary = counts.get(key) ?? counted(0, 0);
    const count = counted(before.attempts + 1, before.converted + (converted ? 1 : 0));
    counts.set(key, { country, channel, ...count });
  }
  return mostFirst([...counts.values()]);
}

function mostFirst(counts: readonly DestinationCount[]): DestinationCount[] {
  return counts.toSorted((a, b) => b.attempts - a.attempts);
}

/** One after the other: Twilio counts requests by the minute. */
async function summaries(
  twilio: Pick<TwilioClient, "summary">,
  period: AttemptsFilter,
  destinations: readonly DestinationCount[],
): Promise<DestinationCount[]> {
  const counts: DestinationCount[] = [];
  for (const { country, channel } of destinations) {
    if (country === undefined) continue;
    const filter = { ...period, country, channel: channel as "sms" | "call" };
    counts.push({ country, channel, ...(await twilio.summary(filter)) });
  }
  return counts;
}

function counted(attempts: number, converted: number): AttemptsSummary {
  return {
    attempts,
    converted,
    unconverted: attempts - converted,
    conversionRate: attempts === 0 ? 0 : (100 * converted) / attempts,
  };
}

function sum(counts: readonly AttemptsSummary[], field: "attempts" | "converted"): number {
  return counts.reduce((total, count) => total + count[field], 0);
}
