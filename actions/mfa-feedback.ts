import { runFeedback } from "./lib/feedback";
import { lookedUpNumber, type Target } from "./lib/lookup/looked-up-number";
import { type Challenge, challengeOf, phoneAnswers } from "./lib/mfa-marker";
import type { Outcome } from "./lib/outcome";
import { provenNumber } from "./lib/proven-number";
import { timeLeft } from "./lib/time-spent";
import { type Report, reportApproved } from "./lib/verify/report";
import { sentWithin } from "./lib/verify/sent-within";
import type { PostLoginEvent } from "./types/post-login";
import type { LookupSecrets, TwilioSecrets } from "./types/secrets";
import type { MfaFeedbackSettings } from "./types/settings";

declare const settings: MfaFeedbackSettings;

type Event = PostLoginEvent<TwilioSecrets & LookupSecrets>;

/** Reports the phone code that answered mfa-challenge, or that completed the enrolment it asked for. */
export const onExecutePostLogin = async (event: Event): Promise<void> => {
  await runFeedback("mfa-feedback", () => feedback(event));
};

async function feedback(event: Event): Promise<Report | Outcome> {
  const answers = phoneAnswers(event);
  if (answers === undefined) return { result: "skipped", why: "not-challenged" };
  if (answers.length === 0) return { result: "skipped", why: "no-phone-code" };

  const deadline = performance.now() + timeLeft(event, settings.deadlineMs);
  const challenge = challengeOf(event, answers);
  let target = await targetOf(event, challenge, deadline);
  if ("e164" in target && settings.checkLastSend) target = await lastSendTo(target.e164, event, challenge, deadline);
  if ("outcome" in target || "result" in target) return target;
  const id = "sid" in target ? target.sid : target.e164;
  return reportApproved(id, event.secrets, { ...settings, deadlineMs: Math.ceil(deadline - performance.now()) });
}

/** Where the code went: by what is enrolled, else by what is proven; never by the one where the other fails. */
async function targetOf(
  { user, secrets }: Event,
  challenge: Challenge | undefined,
  deadline: number,
): Promise<Target | Report | Outcome> {
  if (settings.lookup) {
    const options = { ...settings.lookup, deadline, verifyOrigin: settings.verifyOrigin };
    return lookedUpNumber(user.user_id, challenge, secrets ?? {}, options);
  }
  const number = provenNumber(user, settings);
  return "skipped" in number ? { result: "skipped", why: number.skipped } : number;
}

/** The verification of the code that was last sent to the number, if it was sent for this challenge. */
async function lastSendTo(
  e164: string,
  { secrets }: Event,
  challenge: Challenge | undefined,
  deadline: number,
): Promise<Target | Outcome> {
  if (!challenge) return { result: "skipped", why: "not-challenged" };
  return sentWithin(challenge, e164, secrets ?? {}, { deadline, verifyOrigin: settings.verifyOrigin });
}
