import { runFeedback } from "./lib/feedback";
import { phoneAnswers } from "./lib/mfa-marker";
import type { Outcome } from "./lib/outcome";
import { provenNumber } from "./lib/proven-number";
import { timeLeft } from "./lib/time-spent";
import { type Report, reportApproved } from "./lib/verify/report";
import type { PostLoginEvent } from "./types/post-login";
import type { TwilioSecrets } from "./types/secrets";
import type { MfaFeedbackSettings } from "./types/settings";

declare const settings: MfaFeedbackSettings;

type Event = PostLoginEvent<TwilioSecrets>;

/** Reports the phone code that answered mfa-challenge, or that completed the enrolment it asked for. */
export const onExecutePostLogin = async (event: Event): Promise<void> => {
  await runFeedback("mfa-feedback", () => feedback(event));
};

async function feedback(event: Event): Promise<Report | Outcome> {
  const answers = phoneAnswers(event);
  if (answers === undefined) return { result: "skipped", why: "not-challenged" };
  if (answers === 0) return { result: "skipped", why: "no-phone-code" };

  const number = provenNumber(event.user, settings);
  if ("skipped" in number) return { result: "skipped", why: number.skipped };
  const deadlineMs = timeLeft(event, settings.deadlineMs);
  return reportApproved(number.e164, event.secrets, { ...settings, deadlineMs });
}
