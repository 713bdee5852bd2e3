import type { PostLoginApi, PostLoginEvent } from "../types/post-login";
import type { TimedMethod } from "./authentication-methods";

type Event = Pick<PostLoginEvent<object>, "session" | "user">;

/** Session metadata: the timestamp of the code that was reported last. */
const REPORTED_AT = "verify_feedback_reported_at";

/**
 * What this instance has reported lately, and until when that is kept, in ms since the Unix epoch. Without session
 * metadata it is all the memory there is, and with it the only one of logins that are under way or were given up.
 */
const reportedHere = new Map<string, number>();

/** Whether this code was reported, as far as is known: logins that follow within the window show it again. */
export function isReported(event: Event, code: TimedMethod): boolean {
  return event.session?.metadata?.[REPORTED_AT] === code.timestamp || reportedHere.has(keyOf(event, code));
}

/**
 * Keeps logins within the window from reporting the code again. A report that failed may have been taken all the same,
 * and what is pending by then be somebody else's code.
 * @param windowMs how long before and after its time a code counts as fresh.
 */
export function rememberReport(event: Event, api: PostLoginApi, code: TimedMethod, windowMs: number): void {
  const now = Date.now();
  for (const [key, until] of reportedHere) {
    if (until > now) break;
    reportedHere.delete(key);
  }
  reportedHere.set(keyOf(event, code), now + 2 * windowMs);
  if (!hasMetadata(event.session)) return;
  try {
    api.session?.setMetadata(REPORTED_AT, code.timestamp);
  } catch {
    // It may be full.
  }
}

/**
 * Only Enterprise plans have it, and show more of a session than its id; where there is no session, the event may show an
 * empty one. What `setMetadata` asks for is done after the Action, and a failure then fails the login.
 */
function hasMetadata(session: Event["session"]): boolean {
  return session?.id !== undefined && Object.keys(session).length > 1;
}

function keyOf({ user }: Event, { timestamp }: TimedMethod): string {
  return `${user.user_id} ${timestamp}`;
}
