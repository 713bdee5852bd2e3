import type { Context } from "hono";
import { RequestError } from "./request-error";

/** A web page elsewhere must not reach the local tenant through the browser of the person who runs it. */
export async function refuseOtherOrigins(c: Context, next: () => Promise<void>): Promise<void> {
  const { hostname: host, origin: own } = new URL(c.req.url);
  if (!loopbackNames.has(host)) {
    throw new RequestError(403, `The local tenant answers to localhost and 127.0.0.1, not to ${host}.`);
  }
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== own) {
    throw new RequestError(403, `The local tenant does not answer to web pages of ${origin}.`);
  }
  const json = c.req.header("content-type")?.startsWith("application/json");
  // A browser asks before it sends JSON or DELETE elsewhere, and the local tenant gives no consent.
  if (c.req.method === "POST" && !json) {
    throw new RequestError(415, `Send ${c.req.method} ${c.req.path} with content-type application/json.`);
  }
  await next();
}

const loopbackNames = new Set(["localhost", "127.0.0.1"]);
