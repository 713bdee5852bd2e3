import type { Context } from "hono";
import { LoginError } from "../../auth0/login";
import { UnknownUserError } from "../../auth0/users";
import { RequestError } from "./request-error";

/** The control API's answer to what a route throws. */
export function describeError(error: Error, c: Context): Response {
  if (error instanceof RequestError) {
    const { message, fields, status } = error;
    return c.json({ error: message, ...(fields && { fields }) }, status);
  }
  if (error instanceof UnknownUserError) return c.json({ error: error.message, users: error.handles }, 404);
  if (error instanceof LoginError) return c.json({ error: error.message }, 409);
  return c.json({ error: error.stack ?? error.message }, 500);
}
