import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

/** Requests a second; the figure only appears in headers, nothing is counted against it. */
const LIMIT = 50;

/** The switch that makes the API answer 429, and the rate limit headers of every response. */
export class RateLimit {
  #refusals = 0;

  /** How many of the next requests get 429. */
  get refusals(): number {
    return this.#refusals;
  }

  /** Answers the next `times` requests with 429 and a reset 1 to 2 s ahead; 0 ends it. */
  refuse(times: number): void {
    this.#refusals = times;
  }

  /**
   * The middleware that sets the headers and refuses when told to. The reset is real time whatever the tenant's clock
   * says, because clients wait for it; a time in the past would make them retry at once.
   */
  middleware() {
    return createMiddleware(async (c, next) => {
      const refused = this.#refusals > 0;
      if (refused) this.#refusals -= 1;
      c.header("X-RateLimit-Limit", String(LIMIT));
      c.header("X-RateLimit-Remaining", String(refused ? 0 : LIMIT - 1));
      c.header("X-RateLimit-Reset", String(Math.floor(Date.now() / 1000) + 2));
      if (refused) return tooMany(c);
      await next();
    });
  }
}

function tooMany(c: Context): Response {
  const message = "Global limit has been reached";
  if (c.req.path === "/oauth/token") return c.json({ error: "too_many_requests", error_description: message }, 429);
  return c.json({ statusCode: 429, error: "Too Many Requests", message, errorCode: "too_many_requests" }, 429);
}
