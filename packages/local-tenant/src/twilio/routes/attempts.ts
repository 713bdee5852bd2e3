import { pickAttempts } from "../attempts";
import type { Ctx, Deps } from "../context";
import { tooManyRequests } from "../errors";
import { formatAttempt } from "../formatters/attempt";
import { formatAttemptsSummary } from "../formatters/attempts-summary";
import { pageOf } from "../paging";
import { parseQuery } from "../parse";
import { listAttemptsQuery, summaryQuery } from "../schemas";
import { answer, originOf, pathNotFound, type Route, segment } from "./route";

/** `GET Attempts`, newest first. */
export const listAttempts: Route = (c, deps) => {
  const { accountSid, now } = limited(c, deps);
  const query = parseQuery(c, deps, listAttemptsQuery);
  const picked = pickAttempts(
    deps.store.attempts,
    accountSid,
    {
      serviceSid: query.VerifyServiceSid,
      verificationSid: query.VerificationSid,
      to: query["ChannelData.To"],
      country: query.Country,
      channel: query.Channel,
      converted: query.Status === undefined ? undefined : query.Status === "converted",
      after: query.DateCreatedAfter,
      before: query.DateCreatedBefore,
    },
    now,
  );
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
  const picked = pickAttempts(
    deps.store.attempts,
    accountSid,
    {
      serviceSid: query.VerifyServiceSid,
      destinationPrefix: query.DestinationPrefix,
      country: query.Country,
      channel: query.Channel,
      after: query.DateCreatedAfter,
      before: query.DateCreatedBefore,
    },
    now,
  );
  return answer(c, formatAttemptsSummary(picked, originOf(c)));
};

/** Counts the request against the 100 a minute that an account has for all attempts resources together. */
function limited(c: Ctx, { clock, attemptsLimit }: Deps): { accountSid: string; now: number } {
  const accountSid = c.get("caller").account.sid;
  const now = clock.now();
  const retryAfterSeconds = attemptsLimit.take(accountSid, now);
  if (retryAfterSeconds !== undefined) throw tooManyRequests(retryAfterSeconds);
  return { accountSid, now };
}
