import type { Context, Env, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/** Bytes of a request's body, at most: 1 MB, as Auth0 documents for its Management API. Twilio documents no limit. */
export const maxBodyBytes = 1_048_576;

/** Answers with `tooLarge` where a body is larger than that, announced or not. No more than the limit is ever kept. */
export function limitBody<E extends Env>(tooLarge: (c: Context<E>) => Response): MiddlewareHandler {
  return bodyLimit({ maxSize: maxBodyBytes, onError: (c) => tooLarge(c as Context<E>) });
}
