import type { Ctx, Deps } from "../context";
import type { Service } from "../entities";
import { notFound, unauthorized } from "../errors";

/** Answers one operation. Throws `TwilioError` for everything that Twilio answers with its error envelope. */
export type Route = (c: Ctx, deps: Deps) => Response | Promise<Response>;

/** Answers with a document, which the request's log entry keeps. */
export function answer(c: Ctx, document: object, status: 200 | 201 = 200): Response {
  c.get("entry").answer = document;
  return c.json(document, status);
}

/** Scheme, host and port the client used, for the URLs in answers. */
export const originOf = (c: Ctx) => new URL(c.req.url).origin;

/** A segment of the path, percent-decoded; a literal `+` stays a `+`. */
export const segment = (c: Ctx, name: "ServiceSid" | "Sid" | "PhoneNumber") => c.req.param(name) ?? "";

/** The error for a path that names nothing, with the path as Twilio repeats it. */
export function pathNotFound(c: Ctx) {
  return notFound(decode(c.req.path.slice("/v2".length)));
}

/**
 * The Service in the path.
 *
 * @throws TwilioError 20404 if there is none or its SID is malformed, 70051 if it belongs to another account.
 */
export function serviceOf(c: Ctx, { store }: Deps): Service {
  const service = store.service(segment(c, "ServiceSid"));
  if (!service) throw pathNotFound(c);
  if (service.accountSid !== c.get("caller").account.sid) throw unauthorized();
  return service;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
