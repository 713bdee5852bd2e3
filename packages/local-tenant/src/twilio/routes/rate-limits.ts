import type { ServiceRateLimit } from "../entities";
import { formatRateLimit } from "../formatters/rate-limit";
import { pageOf } from "../paging";
import { parseBody, parseQuery } from "../parse";
import { createRateLimitBody, pagedQuery } from "../schemas";
import { newSid } from "../sid";
import { answer, originOf, type Route, serviceOf } from "./route";

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
