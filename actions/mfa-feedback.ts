import { timedMethods } from "./lib/authentication-methods";
import { runFeedback } from "./lib/feedback";
import { identityNumbers } from "./lib/identity-numbers";
import { challengedAfter } from "./lib/mfa-marker";
import type { Outcome } from "./lib/outcome";
import { onlyNumber, type PhoneNumber, toE164 } from "./lib/phone-number";
import { timeLeft } from "./lib/time-spent";
import { type Report, reportApproved } from "./lib/verify/report";
import type { PostLoginEvent, User } from "./types/post-login";
import type { TwilioSecrets } from "./types/secrets";
import type { MfaFeedbackSettings } from "./types/settings";

declare const settings: MfaFeedbackSettings;

type Event = PostLoginEvent<TwilioSecrets>;

/** Reports the phone code that answered mfa-challenge, or that completed the enrolment it asked for. */
export const onExecutePostLogin = async (event: Event): Promise<void> => {
  await runFeedback("mfa-feedback", () => feedback(event));
};

async function feedback(event: Event): Promise<Report | Outcome> {
  const after = challengedAfter(event);
  if (after === undefined) return { result: "skipped", why: "not-challenged" };
  const answered = timedMethods(event).some(
    (method) => method.name === "mfa" && method.type === "phone" && method.at > after,
  );
  if (!answered) return { result: "skipped", why: "no-phone-code" };

  const number = enrolledNumber(event.user);
  if ("skipped" in number) return { result: "skipped", why: number.skipped };
  const deadlineMs = timeLeft(event, settings.deadlineMs);
  return reportApproved(number.e164, event.secrets, { ...settings, deadlineMs });
}

/**
 * The best guess at the enrolled number, which the event does not carry: the profile's, else the `sms` identity's, else
 * the one at the configured metadata path.
 */
function enrolledNumber(user: User): PhoneNumber {
  if (user.phone_number) return toE164(user.phone_number, "international");
  const identities = identityNumbers(user, "sms");
  if (identities.some(Boolean)) return onlyNumber(identities);
  return toE164(metadataValue(user, settings.phoneNumberMetadataPath), "refuse");
}

function metadataValue(user: User, path: string | undefined): unknown {
  let value: unknown = user;
  for (const key of path?.split(".") ?? []) {
    value = Object.hasOwn(Object(value), key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return path === undefined ? undefined : value;
}
