import { z } from "zod";
import { type AttemptFilter, pickAttempts } from "../attempts";
import type { Ctx, Deps } from "../context";
import { conversionOf } from "../conversion";
import type { Attempt } from "../entities";
import { tooManyRequests } from "../errors";
import { pageOf } from "../paging";
import { parseQuery } from "../parse";
import { answer, originOf, pathNotFound, type Route, segment } from "./route";
import { formatDate, pageQuery, text } from "./wire";

const dateTime = z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso));
const country = z.string().regex(/^[A-Z]{2}$/);
const attemptChannel = z.enum(["sms", "call", "email", "whatsapp", "rbm"]);

const attemptFilters = {
  VerifyServiceSid: text,
  Country: country.optional(),
  Channel: attemptChannel.optional(),
  DateCreatedAfter: dateTime.optional(),
  DateCreatedBefore: dateTime.optional(),
};

/** Query of `GET Attempts`. */
const listAttemptsQuery = z.object({
  ...attemptFilters,
  VerificationSid: text,
  "ChannelData.To": text,
  Status: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["converted", "unconverted"]))
    .optional(),
  ...pageQuery,
});

/** Query of `GET Attempts/Summary`. */
const summaryQuery = z.object({
  ...attemptFilters,
  DestinationPrefix: z
    .string()
    .regex(/^\+\d+$/)
    .optional(),
});

/** `GET Attempts`, newest first. */
export const listAttempts: Route = (c, deps) => {
  const { accountSid, now } = limited(c, deps);
  const query = parseQuery(c, deps, listAttemptsQuery);
  const filter = {
    ...filterOf(query),
    verificationSid: query.VerificationSid,
    to: query["ChannelData.To"],
    converted: query.Status === undefined ? undefined : query.Status === "converted",
  };
  const picked = pickAttempts(deps.store.attempts, accountSid, filter, now);
  const { items, meta } = pageOf(picked, query, "attempts", c.req.url);
  return answer(c, { attempts: items.map((attempt) => formatAttempt(attempt, originOf(c))), meta });
};

/** `GET Attempts/{Sid}`. */
export const readAttempt: Route = (c, deps) => {
  const { accountSid, now } = limited(c, deps);
  const attempt = deps.store.attempt(segment(c, "Sid"));
  if (!attempt || pickAttempts([attempt], accountSid, {}, now).length === 0) throw pathNotFound(c);
  return answer(c, formatAttempt(attempt, originOf(c)));
};

/** `GET Attempts/Summary`: how many attempts converted. */
export const readAttemptsSummary: Route = (c, deps) => {
  const { accountSid, now } = limited(c, deps);
  const query = parseQuery(c, deps, summaryQuery);
  const filter = { ...filterOf(query), destinationPrefix: query.DestinationPrefix };
  const picked = pickAttempts(deps.store.attempts, accountSid, filter, now);
  return answer(c, formatAttemptsSummary(picked, originOf(c)));
};

function filterOf(query: z.output<z.ZodObject<typeof attemptFilters>>): AttemptFilter {
  return {
    serviceSid: query.VerifyServiceSid,
    country: query.Country,
    channel: query.Channel,
    after: query.DateCreatedAfter,
    before: query.DateCreatedBefore,
  };
}

/** Counts the request against the 100 a minute that an account has for all attempts resources together. */
function limited(c: Ctx, { clock, attemptsLimit }: Deps): { accountSid: string; now: number } {
  const accountSid = c.get("caller").account.sid;
  const now = clock.now();
  const retryAfterSeconds = attemptsLimit.take(accountSid, now);
  if (retryAfterSeconds !== undefined) throw tooManyRequests(retryAfterSeconds);
  return { accountSid, now };
}

/** An attempt on the wire. Nothing is charged and no carrier is involved: `price`, `mcc`, `mnc` and `carrier` are null. */
function formatAttempt(attempt: Attempt, origin: string) {
  return {
    sid: attempt.sid,
    account_sid: attempt.accountSid,
    service_sid: attempt.serviceSid,
    verification_sid: attempt.verificationSid,
    date_created: formatDate(attempt.dateCreated),
    date_updated: formatDate(attempt.dateUpdated),
    conversion_status: attempt.converted ? "converted" : "unconverted",
    channel: attempt.channel,
    price: null,
    channel_data: {
      verification_sid: attempt.verificationSid,
      to: attempt.to,
      status: attempt.status,
      message_status: "delivered",
      error_code: null,
      country: attempt.country ?? null,
      code_length: attempt.codeLength,
      locale: attempt.locale,
      mcc: null,
      mnc: null,
      carrier: null,
    },
    url: `${origin}/v2/Attempts/${attempt.sid}`,
  };
}

/** The summary of attempts on the wire. The rate is a string of at most nine decimals; without attempts it is `"0"`. */
function formatAttemptsSummary(attempts: Attempt[], origin: string) {
  const { total_attempts, total_converted, conversion_rate_percentage: rate } = conversionOf(attempts);
  return {
    total_attempts,
    total_converted,
    total_unconverted: total_attempts - total_converted,
    conversion_rate_percentage: String(Number(rate.toFixed(9))),
    url: `${origin}/v2/Attempts/Summary`,
  };
}
