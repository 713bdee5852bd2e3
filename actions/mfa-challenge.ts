import { timedMethods } from "./lib/authentication-methods";
import { flowOf } from "./lib/flow";
import { logOutcome } from "./lib/log";
import { markChallenge } from "./lib/mfa-marker";
import type { ChallengeFactor, PostLoginApi, PostLoginEvent } from "./types/post-login";
import type { NoSecrets } from "./types/secrets";
import type { MfaChallengeSettings } from "./types/settings";

declare const settings: MfaChallengeSettings;

type Event = PostLoginEvent<NoSecrets>;

/** What the Action decides; each is one word of its log line. */
type Decision =
  | `passed:${"refresh-token" | "token-exchange" | "password-grant" | "client" | "session" | "not-enrolled"}`
  | `denied:${"mfa-required" | "not-enrolled"}`
  | `challenged:${"phone" | "others" | "unknown-factors"}`
  | `enrolling:${"phone"}`;

const PHONE = { type: "phone" } as const;

const OTHER_FACTORS = [
  "otp",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
  "email",
  "recovery-code",
] as const;

/**
 * Makes phone MFA happen here, in the pipeline, so that mfa-feedback runs after it. Fails closed: what it does not catch
 * ends the login.
 */
export const onExecutePostLogin = async (event: Event, api: PostLoginApi): Promise<void> => {
  const started = performance.now();
  const decision = decide(event, api);
  const commanded = decision.startsWith("challenged:") || decision.startsWith("enrolling:");
  const notes = commanded && !markChallenge(event, api) ? ["not-marked"] : [];
  logOutcome("mfa-challenge", decision, performance.now() - started, notes);
};

function decide(event: Event, api: PostLoginApi): Decision {
  const flow = flowOf(event);
  if (flow === "refresh-token" || flow === "token-exchange") return `passed:${flow}`;
  if (isExempt(event.client?.client_id)) return "passed:client";
  if (flow === "password-grant") {
    return settings.allowPasswordGrantWithoutMfa ? "passed:password-grant" : challenge(event, api);
  }
  const passed = sessionHoldsMfa(event);
  if (flow === "silent") return passed ? "passed:session" : denySilent(api);
  if (passed && settings.frequency === "once-per-session") return "passed:session";
  return challenge(event, api);
}

function isExempt(clientId: string | undefined): boolean {
  const { clients } = settings;
  if (!clients || typeof clientId !== "string") return false;
  return "include" in clients ? !clients.include.includes(clientId) : clients.exempt.includes(clientId);
}

function sessionHoldsMfa(event: Event): boolean {
  const allowed: string[] = [PHONE.type, ...settings.additionalFactors];
  return timedMethods(event).some((method) => method.name === "mfa" && allowed.includes(method.type ?? ""));
}

/** The reason's first word is what an app looks for, to fall back to an interactive login. */
function denySilent(api: PostLoginApi): Decision {
  api.access.deny("mfa_required: this session has not passed multi-factor authentication; log in interactively.");
  return "denied:mfa-required";
}

/** At most two of the four commands that a flow may have (Auth0 docs, customize MFA selection). */
function challenge(event: Event, api: PostLoginApi): Decision {
  const enrolled = event.user.enrolledFactors;
  if (!Array.isArray(enrolled)) {
    challengePhone(OTHER_FACTORS, api);
    return "challenged:unknown-factors";
  }
  const types = enrolled.map(({ type }) => type);
  if (types.includes(PHONE.type)) {
    challengePhone(settings.additionalFactors, api);
    return "challenged:phone";
  }
  return types.length > 0 ? challengeOthers(types, api) : enrol(api);
}

function challengePhone(additionalFactors: readonly ChallengeFactor["type"][], api: PostLoginApi): void {
  if (additionalFactors.length === 0) api.authentication.challengeWith(PHONE);
  else api.authentication.challengeWith(PHONE, { additionalFactors: additionalFactors.map(factor) });
}

/** The factors that are there come first: else whoever knows the password could enrol a phone of their own. */
function challengeOthers(types: string[], api: PostLoginApi): Decision {
  const others = OTHER_FACTORS.filter((type) => types.includes(type) || type === "recovery-code");
  api.authentication.challengeWithAny(others.map(factor));
  if (settings.enrol !== "skip") api.authentication.enrollWith(PHONE);
  return "challenged:others";
}

function enrol(api: PostLoginApi): Decision {
  switch (settings.enrol) {
    case "skip":
      return "passed:not-enrolled";
    case "deny":
      api.access.deny("No multi-factor authentication is enrolled for this account; ask its administrator.");
      return "denied:not-enrolled";
    default:
      api.authentication.enrollWith(PHONE);
      return "enrolling:phone";
  }
}

function factor(type: ChallengeFactor["type"]): ChallengeFactor {
  return { type };
}
