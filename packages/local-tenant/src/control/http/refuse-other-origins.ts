import type { Context } from "hono";
import { foreignHost, foreignOrigin } from "../../support/own-host";
import { RequestError } from "./request-error";

/** A web page elsewhere must not reach the local tenant through the browser of the user who runs it. */
export async function refuseOtherOrigins(c: Context, next: () => Promise<void>): Promise<void> {
  const host = foreignHost(c);
  if (host !== undefined) {
    throw new RequestError(403, `The local tenant answers to localhost and 127.0.0.1, not to ${host}.`);
  }
  const origin = foreignOrigin(c);
  if (origin !== undefined) {
    throw new RequestError(403, `The local tenant does not answer to web pages of ${origin}.`);
  }
  const json = c.req.header("content-type")?.startsWith("application/json");
  // A browser asks before it sends JSON or DELETE elsewhere, and the local tenant gives no consent.
  if (c.req.method === "POST" && !json) {
    throw new RequestError(415, `Send ${c.req.method} ${c.req.path} with content-type application/json.`);
  }
  await next();
}
