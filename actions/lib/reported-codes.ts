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

/**
 * Claims the report of a code: `false` if it was made, as far as is known. Logins that follow within the window show the
 * code again. A report that failed counts as made: it may have been taken, and what is pending by then be somebody else's.
 * @param windowMs how long before and after its time a code counts as fresh.
 */
export function claimReport(
  { session, user }: Event,
  api: PostLoginApi,
  { timestamp, at }: TimedMethod,
  windowMs: number,
): boolean {
  const now = Date.now();
  for (const [reported, until] of reportedHere) if (until < now) reportedHere.delete(reported);
  const code = `${user.user_id} ${timestamp}`;
  if (session?.metadata?.[REPORTED_AT] === timestamp || reportedHere.has(code)) return false;
  reportedHere.set(code, at + windowMs);
  // Only Enterprise plans have metadata, and show more of a session than its id; where there is none, it may be empty. What
  // `setMetadata` asks for is done after the Action, and a failure then fails the login.
  if (session?.id && Object.keys(session).length > 1) {
    try {
      api.session?.setMetadata(REPORTED_AT, timestamp);
    } catch {
      // It may be full.
    }
  }
  return true;
}
