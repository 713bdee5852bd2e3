import { newestFirstFactors, timedMethods } from "./lib/authentication-methods";
import { codeRecipient } from "./lib/code-recipient";
import { runFeedback } from "./lib/feedback";
import { beganWithoutPhoneCode, PHONE_CODES } from "./lib/first-factor";
import { flowOf } from "./lib/flow";
import type { Outcome } from "./lib/outcome";
import { claimReport } from "./lib/reported-codes";
import { leaveTimeSpent } from "./lib/time-spent";
import { type Report, reportApproved } from "./lib/verify/report";
import type { PostLoginApi, PostLoginEvent } from "./types/post-login";
import type { TwilioSecrets } from "./types/secrets";
import type { PasswordlessFeedbackSettings } from "./types/settings";

declare const settings: PasswordlessFeedbackSettings;

type Event = PostLoginEvent<TwilioSecrets>;

/** Reports the phone code that this login began with. */
export const onExecutePostLogin = async (event: Event, api: PostLoginApi): Promise<void> => {
  await runFeedback("passwordless-feedback", () => feedback(event, api));
};

async function feedback(event: Event, api: PostLoginApi): Promise<Report | Outcome> {
  const flow = flowOf(event);
  if (flow !== "interactive") return { result: "skipped", why: flow };

  const phoneCode = newestFirstFactors(timedMethods(event)).find(({ name }) => PHONE_CODES.includes(name));
  if (!phoneCode || beganWithoutPhoneCode(event)) return { result: "skipped", why: "no-phone-code" };
  const windowMs = settings.freshnessSeconds * 1000;
  const age = Date.now() - phoneCode.at;
  if (Math.abs(age) > windowMs) {
    // With time, one from a clock that runs ahead would become a fresh one.
    if (age < 0) claimReport(event, api, phoneCode, windowMs);
    return { result: "skipped", why: "stale-code" };
  }
  const number = codeRecipient(event);
  if ("skipped" in number) return { result: "skipped", why: number.skipped };
  if (!claimReport(event, api, phoneCode, windowMs)) return { result: "skipped", why: "already-reported" };
  const started = performance.now();
  const report = await reportApproved(number.e164, event.secrets, settings);
  leaveTimeSpent(api, performance.now() - started);
  return report;
}
