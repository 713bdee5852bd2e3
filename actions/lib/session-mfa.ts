import type { PostLoginEvent } from "../types/post-login";
import type { MfaChallengeSettings } from "../types/settings";
import { timedMethods } from "./authentication-methods";
import { requestedMaxAgeSeconds } from "./authorization-request";
import { phoneIsAllThereIsToAsk } from "./enrolled-factors";
import { firstFactor, isWithin, PHONE_CODES } from "./first-factor";

type Event = PostLoginEvent<object>;

/** Whether the session holds an MFA by a factor that may answer, and young enough. */
export function sessionHoldsMfa(event: Event, settings: MfaChallengeSettings): boolean {
  const allowed: string[] = ["phone", ...settings.additionalFactors];
  return timedMethods(event).some(
    ({ name, type, at }) => name === "mfa" && allowed.includes(type ?? "") && isYoungEnough(at, event, settings),
  );
}

/** Whether the session began, young enough, with a code to a phone after which `other-factors` leaves nothing to ask for. */
export function sessionHoldsPhoneCode(event: Event, settings: MfaChallengeSettings): boolean {
  if (settings.afterPhoneCode !== "other-factors" || !phoneIsAllThereIsToAsk(event, settings)) return false;
  const began = firstFactor(event);
  if (!began || !PHONE_CODES.includes(began.name) || began.at > Date.now()) return false;
  return isYoungEnough(began.at, event, settings);
}

/** By the setting and by the app's `max_age`. Where either is there, a time in the future is not young. */
function isYoungEnough(at: number, event: Event, { sessionMfaMaxAgeSeconds }: MfaChallengeSettings): boolean {
  const limits = [sessionMfaMaxAgeSeconds, requestedMaxAgeSeconds(event)].filter((limit) => limit !== undefined);
  return limits.every((seconds) => seconds > 0 && isWithin(seconds * 1000, at));
}
