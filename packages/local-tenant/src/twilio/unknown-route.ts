import type { NotFoundHandler } from "hono";
import type { AppEnv, Deps } from "./context";
import { formatError, notFound } from "./errors";
import { newEntry } from "./record";

/** Answers Twilio's 20404 to a route that the local Verify doesn't know, records it, and warns of it. */
export function unknownRoute({ clock, store, warn }: Deps): NotFoundHandler<AppEnv> {
  return (c) => {
    const route = withoutPersonalData(c.req.path);
    const error = notFound(c.req.path.replace(/^\/v2/, ""));
    const { method } = c.req;
    const asked = { sid: c.get("requestSid"), at: clock.now(), method, route };
    store.addRequest({
      ...newEntry({ ...asked, operation: undefined, addressedBy: undefined }),
      status: error.status,
      code: error.code,
    });
    warn(
      `Local Twilio Verify: no route for ${method} ${route}; answered 404/20404. ` +
        "It knows Services, Verifications, VerificationCheck, Attempts, Attempts/Summary and SafeList/Numbers of /v2, " +
        "and Messages.json of /2010-04-01.",
    );
    return c.json(formatError(error), error.status);
  };
}

/** The path with SIDs and whatever could be a number or an address replaced. */
function withoutPersonalData(path: string): string {
  return path
    .split("/")
    .map((part) => {
      if (/^[A-Z]{2}[0-9a-f]{32}$/i.test(part)) return "{Sid}";
      return /^[A-Za-z]\w*$/.test(part) || part === "" ? part : "{…}";
    })
    .join("/");
}
