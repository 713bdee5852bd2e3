import { z } from "zod";
import type { ServiceRateLimit } from "../entities";
import { pageOf } from "../paging";
import { parseBody, parseQuery } from "../parse";
import { newSid } from "../sid";
import { answer, originOf, type Route, serviceOf } from "./route";
import { formatDate, pagedQuery, text } from "./wire";

/** Body of `POST RateLimits`. */
const createRateLimitBody = z.object({ UniqueName: z.string().min(1), Description: text });

/** `POST RateLimits`. It counts nothing here. */
export const createRateLimit: Route = async (c, deps) => {
  const { sid: serviceSid, accountSid } = serviceOf(c, deps);
  const { UniqueName: uniqueName, Description: description = "" } = await parseBody(c, deps, createRateLimitBody);
  const dateCreated = deps.clock.now();
  const limit: ServiceRateLimit = { sid: newSid("RK"), serviceSid, accountSid, uniqueName, description, dateCreated };
  deps.store.rateLimits.push(limit);
  return answer(c, formatRateLimit(limit, originOf(c)), 201);
};

/** `GET RateLimits`, newest first. */
export const listRateLimits: Route = (c, deps) => {
  const { sid } = serviceOf(c, deps);
  const own = deps.store.rateLimits.filter(({ serviceSid }) => serviceSid === sid).reverse();
  const { items, meta } = pageOf(own, parseQuery(c, deps, pagedQuery), "rate_limits", c.req.url);
  return answer(c, { rate_limits: items.map((limit) => formatRateLimit(limit, originOf(c))), meta });
};

/** A Service's rate limit on the wire. */
function formatRateLimit(limit: ServiceRateLimit, origin: string) {
  const { sid, serviceSid, accountSid, uniqueName, description, dateCreated } = limit;
  const url = `${origin}/v2/Services/${serviceSid}/RateLimits/${sid}`;
  return {
    sid,
    service_sid: serviceSid,
    account_sid: accountSid,
    unique_name: uniqueName,
    description,
    date_created: formatDate(dateCreated),
    date_updated: formatDate(dateCreated),
    url,
    links: { buckets: `${url}/Buckets` },
  };
}
