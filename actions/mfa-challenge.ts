import { type Asked, challenge, challengeAny } from "./lib/challenge";
import { isAsked, riskAsks } from "./lib/conditions";
import { enrolledAdditionalFactors, phoneIsAllThereIsToAsk } from "./lib/enrolled-factors";
import { beganWith, PHONE_CODES } from "./lib/first-factor";
import { flowOf } from "./lib/flow";
import { logOutcome } from "./lib/log";
import { markChallenge } from "./lib/mfa-marker";
import { sessionHoldsMfa, sessionHoldsPhoneCode } from "./lib/session-mfa";
import { isStepUp } from "./lib/step-up";
import type { PostLoginApi, PostLoginEvent } from "./types/post-login";
import type { NoSecrets } from "./types/secrets";
import type { MfaChallengeSettings } from "./types/settings";

declare const settings: MfaChallengeSettings;

type Event = PostLoginEvent<NoSecrets>;

/** What the Action decides; each is one word of its log line. */
type Decision =
  | `passed:${"refresh-token" | "token-exchange" | "password-grant" | "exempt" | "session" | "passkey" | "phone-code"}`
  | "denied:mfa-required"
  | Asked;

/**
 * Makes phone MFA happen here, in the pipeline, so that mfa-feedback runs after it. Fails closed: what it does not catch
 * ends the login.
 */
export const onExecutePostLogin = async (event: Event, api: PostLoginApi): Promise<void> => {
  const started = performance.now();
  const decision = decide(event, api);
  const commanded = decision.startsWith("challenged:") || decision.startsWith("enrolling:");
  const notes = commanded && !markChallenge(event, api, settings) ? ["not-marked"] : [];
  logOutcome("mfa-challenge", decision, performance.now() - started, notes);
};

function decide(event: Event, api: PostLoginApi): Decision {
  const flow = flowOf(event);
  if (flow === "refresh-token" || flow === "token-exchange") return `passed:${flow}`;
  const stepUp = isStepUp(event);
  if (!stepUp && !isAsked(event, settings)) return "passed:exempt";
  if (flow === "password-grant") {
    const bypass = settings.allowPasswordGrantWithoutMfa && !stepUp;
    return bypass ? "passed:password-grant" : challenge(event, api, settings);
  }
  const demanded = stepUp || riskAsks(event, settings);
  if (flow === "silent") return silent(event, api, demanded);
  if (demanded) return challenge(event, api, settings);
  if (settings.frequency === "once-per-session" && sessionHoldsMfa(event, settings)) return "passed:session";
  if (settings.passkeyCountsAsMfa && beganWith(["passkey"], event)) return "passed:passkey";
  if (settings.afterPhoneCode === "other-factors" && beganWith(PHONE_CODES, event)) return otherFactors(event, api);
  return challenge(event, api, settings);
}

/** Nobody can be asked: what the session holds decides. The reason's first word is what an app looks for. */
function silent(event: Event, api: PostLoginApi, demanded: boolean): Decision {
  if (sessionHoldsMfa(event, settings)) return "passed:session";
  if (!demanded && sessionHoldsPhoneCode(event, settings)) return "passed:phone-code";
  api.access.deny("mfa_required: this session has not passed multi-factor authentication; log in interactively.");
  return "denied:mfa-required";
}

/** Right after a code to the phone, not the phone again. */
function otherFactors(event: Event, api: PostLoginApi): Decision {
  if (phoneIsAllThereIsToAsk(event, settings)) return "passed:phone-code";
  const others = enrolledAdditionalFactors(event, settings);
  return others.length > 0 ? challengeAny(others, api, settings) : challenge(event, api, settings);
}
