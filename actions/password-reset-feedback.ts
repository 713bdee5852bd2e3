import { newestFirstFactors, timedMethods } from "./lib/authentication-methods";
import { codeRecipient } from "./lib/code-recipient";
import { runFeedback } from "./lib/feedback";
import type { Outcome } from "./lib/outcome";
import { type Report, reportApproved } from "./lib/verify/report";
import type { PasswordResetEvent } from "./types/password-reset";
import type { TwilioSecrets } from "./types/secrets";
import type { PasswordResetFeedbackSettings } from "./types/settings";

declare const settings: PasswordResetFeedbackSettings;

type Event = PasswordResetEvent<TwilioSecrets>;

/** The method of a reset that began with a code to the account's phone (Auth0 docs, Passwordless Authentication on Database Connections). */
const PHONE_CODE = "phone_number";

/** Reports the phone code that opened this password reset. */
export const onExecutePostChallenge = async (event: Event): Promise<void> => {
  await runFeedback("password-reset-feedback", () => feedback(event));
};

async function feedback(event: Event): Promise<Report | Outcome> {
  const phoneCode = newestFirstFactors(timedMethods(event)).find(({ name }) => name === PHONE_CODE);
  if (!phoneCode) return { result: "skipped", why: "no-phone-code" };
  // Methods are the session's: an earlier reset's code stays among them. The platform's clock may run ahead.
  const age = Math.abs(Date.now() - phoneCode.at);
  if (age > settings.freshnessSeconds * 1000) return { result: "skipped", why: "stale-code" };

  const number = codeRecipient(event);
  if ("skipped" in number) return { result: "skipped", why: number.skipped };
  return reportApproved(number.e164, event.secrets, settings);
}
