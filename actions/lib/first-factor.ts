import type { PostLoginEvent } from "../types/post-login";
import { newestFirstFactors, type TimedMethod, timedMethods } from "./authentication-methods";

/** First factors that are a code sent to a phone: by text, and by voice call. */
export const PHONE_CODES: readonly string[] = ["sms", "tel"];

type Event = Pick<PostLoginEvent<object>, "authentication" | "transaction" | "session_transfer_token">;

/** Whether this login has no first factor of its own: a native app hands its session over (Auth0 docs, Native to Web SSO). */
function isHandedOver({ session_transfer_token: token }: Pick<Event, "session_transfer_token">): boolean {
  return Boolean(token);
}

/** Whether a phone code in the session is an earlier login's for sure. The WebAuthn grant begins with a passkey. */
export function beganWithoutPhoneCode(event: Omit<Event, "authentication">): boolean {
  return event.transaction?.protocol === "oauth2-webauthn" || isHandedOver(event);
}

/** For how long a first factor is this login's, in ms; the event does not tell when a login began. */
const OF_THIS_LOGIN_MS = 60_000;

/**
 * The session's newest first factor. `undefined` where the event can't tell: there is none, two are as new, or an entry
 * has no readable time.
 */
export function firstFactor(event: Pick<PostLoginEvent<object>, "authentication">): TimedMethod | undefined {
  const timed = timedMethods(event);
  if (timed.length !== event.authentication?.methods?.length) return undefined;
  const [newest, ...asNew] = newestFirstFactors(timed);
  return asNew.length === 0 ? newest : undefined;
}

/** Whether this login, and not an earlier one of the session, began with one of these first factors. */
export function beganWith(names: readonly string[], event: Event): boolean {
  const method = firstFactor(event);
  if (!method || isHandedOver(event)) return false;
  if (PHONE_CODES.includes(method.name) && beganWithoutPhoneCode(event)) return false;
  return names.includes(method.name) && isWithin(OF_THIS_LOGIN_MS, method.at);
}

/** Whether `at`, in ms since the Unix epoch, is at most `ms` ago and not in the future. */
export function isWithin(ms: number, at: number): boolean {
  const age = Date.now() - at;
  return age >= 0 && age <= ms;
}
