import type { Context, Env, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";

/** Bytes of a request's body, at most: 1 MB, as Auth0 documents for its Management API. Twilio documents no limit. */
export const maxBodyBytes = 1_048_576;

/** Answers with `tooLarge` where a body is larger than `maxSize`, announced or not. No more than that is ever kept. */
export function limitBody<E extends Env>(
  tooLarge: (c: Context<E>) => Response,
  maxSize: number = maxBodyBytes,
): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: (c) => tooLarge(c as Context<E>) });
}
