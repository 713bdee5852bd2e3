import { z } from "zod";

/** Which attempts to look at; absent fields don't narrow. Twilio keeps attempts for 30 days. */
export interface AttemptsFilter {
  since?: Date;
  until?: Date;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  channel?: "sms" | "call";
}

/** Attempts counted. */
export interface AttemptsSummary {
  attempts: number;
  converted: number;
  unconverted: number;
  /** 0 to 100; 0 without attempts. */
  conversionRate: number;
}

/** One message that Verify sent. The number that it went to is left out. */
export interface Attempt {
  sid: string;
  /** ISO 8601. */
  createdAt: string;
  converted: boolean;
  channel: string;
  /** ISO 3166-1 alpha-2; undefined when Twilio does not say. */
  country: string | undefined;
}

/** The filter as Twilio's query, for one service. */
export function attemptsQuery(serviceSid: string, filter: AttemptsFilter): Record<string, string> {
  const { since, until, country, channel } = filter;
  return {
    VerifyServiceSid: serviceSid,
    ...(since && { DateCreatedAfter: since.toISOString() }),
    ...(until && { DateCreatedBefore: until.toISOString() }),
    ...(country && { Country: country }),
    ...(channel && { Channel: channel }),
  };
}

export const summaryDocument = z.object({
  total_attempts: z.number(),
  total_converted: z.number(),
  total_unconverted: z.number(),
  conversion_rate_percentage: z.string().nullish(),
});

export const attemptDocument = z.object({
  sid: z.string(),
  date_created: z.string(),
  conversion_status: z.string(),
  channel: z.string(),
  channel_data: z
    .object({ country: z.string().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});

export function summaryFromWire(summary: z.infer<typeof summaryDocument>): AttemptsSummary {
  return {
    attempts: summary.total_attempts,
    converted: summary.total_converted,
    unconverted: summary.total_unconverted,
    conversionRate: Number(summary.conversion_rate_percentage) || 0,
  };
}

export function attemptFromWire(attempt: z.infer<typeof attemptDocument>): Attempt {
  return {
    sid: attempt.sid,
    createdAt: attempt.date_created,
    converted: attempt.conversion_status === "converted",
    channel: attempt.channel,
    country: attempt.channel_data?.country ?? undefined,
  };
}
