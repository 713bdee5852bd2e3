import { newestFirstFactors, timedMethods } from "./lib/authentication-methods";
import { codeRecipient } from "./lib/code-recipient";
import { runFeedback } from "./lib/feedback";
import { beganWithoutPhoneCode, PHONE_CODES } from "./lib/first-factor";
import { flowOf } from "./lib/flow";
import type { Outcome } from "./lib/outcome";
import { leaveTimeSpent } from "./lib/time-spent";
import { type Report, reportApproved } from "./lib/verify/report";
import type { PostLoginApi, PostLoginEvent } from "./types/post-login";
import type { TwilioSecrets } from "./types/secrets";
import type { PasswordlessFeedbackSettings } from "./types/settings";

declare const settings: PasswordlessFeedbackSettings;

type Event = PostLoginEvent<TwilioSecrets>;

/** Session metadata: the timestamp of the code that was reported last. */
const REPORTED_AT = "verify_feedback_reported_at";

/** Reports the phone code that this login began with. */
export const onExecutePostLogin = async (event: Event, api: PostLoginApi): Promise<void> => {
  await runFeedback("passwordless-feedback", () => feedback(event, api));
};

async function feedback(event: Event, api: PostLoginApi): Promise<Report | Outcome> {
  const flow = flowOf(event);
  if (flow !== "interactive") return { result: "skipped", why: flow };

  const phoneCode = newestFirstFactors(timedMethods(event)).find(({ name }) => PHONE_CODES.includes(name));
  if (!phoneCode || beganWithoutPhoneCode(event)) return { result: "skipped", why: "no-phone-code" };
  const age = Date.now() - phoneCode.at;
  if (Math.abs(age) > settings.freshnessSeconds * 1000) {
    // With time, one from a clock that runs ahead would become a fresh one.
    if (age < 0) remember(event, api, phoneCode.timestamp);
    return { result: "skipped", why: "stale-code" };
  }
  if (event.session?.metadata?.[REPORTED_AT] === phoneCode.timestamp) {
    return { result: "skipped", why: "already-reported" };
  }

  const number = codeRecipient(event);
  if ("skipped" in number) return { result: "skipped", why: number.skipped };
  const started = performance.now();
  const report = await reportApproved(number.e164, event.secrets, settings);
  leaveTimeSpent(api, performance.now() - started);
  remember(event, api, phoneCode.timestamp);
  return report;
}

/**
 * Keeps an SSO login within the window from reporting again. A report that failed may have been taken all the same, and
 * what is pending by then be somebody else's code. Not every plan has session metadata; then it can't.
 */
function remember(event: Event, api: PostLoginApi, timestamp: string): void {
  if (!event.session) return;
  try {
    api.session?.setMetadata(REPORTED_AT, timestamp);
  } catch {
    // The report is made; a session without metadata only loses the memory of it.
  }
}
