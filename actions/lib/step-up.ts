import type { PostLoginEvent } from "../types/post-login";
import { requested, requestedMaxAgeSeconds } from "./authorization-request";

/** The `acr_values` with which an app asks for MFA (Auth0 docs, step-up authentication). */
const MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

/**
 * Whether the app asks for MFA or for a new login, regardless of the session. `max_age=0` is OpenID's other
 * `prompt=login`.
 */
export function isStepUp(event: Pick<PostLoginEvent<object>, "transaction" | "request">): boolean {
  return (
    requested("acr_values", event).includes(MULTI_FACTOR) ||
    requested("prompt", event).includes("login") ||
    requestedMaxAgeSeconds(event) === 0
  );
}
