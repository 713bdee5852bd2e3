import type { ChallengeFactor, PostLoginApi, PostLoginEvent } from "../types/post-login";
import type { MfaChallengeSettings } from "../types/settings";
import { enrolledTypes } from "./enrolled-factors";

type FactorType = ChallengeFactor["type"];

/** What came of asking. */
export type Asked =
  | `challenged:${"phone" | "others" | "unknown-factors"}`
  | "enrolling:phone"
  | "passed:not-enrolled"
  | "denied:not-enrolled";

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
 * Asks for the phone, where none is enrolled for what else there is, and where nothing is, does as `enrol` says.
 * At most two of the four commands that a flow may have (Auth0 docs, customize MFA selection).
 */
export function challenge(
  event: Pick<PostLoginEvent<object>, "user">,
  api: PostLoginApi,
  settings: MfaChallengeSettings,
): Asked {
  const types = enrolledTypes(event);
  const counts = (type: string) => provesMore(type, settings);
  if (!types) {
    challengePhone(OTHER_FACTORS.filter(counts), api, settings);
    return "challenged:unknown-factors";
  }
  if (types.includes(PHONE.type)) {
    challengePhone(settings.additionalFactors, api, settings);
    return "challenged:phone";
  }
  if (!types.some(counts)) return enrol(api, settings);
  // The factors that are there come first: else whoever knows the password could enrol a phone of their own.
  const others = OTHER_FACTORS.filter((type) => types.includes(type) || type === "recovery-code");
  challengeAny(others.filter(counts), api, settings);
  if (settings.enrol === "require") api.authentication.enrollWith(PHONE);
  return "challenged:others";
}

/** Asks for any of these factors, of which the user has at least one. */
export function challengeAny(types: readonly FactorType[], api: PostLoginApi, settings: MfaChallengeSettings): Asked {
  forgetBrowser(api, settings);
  api.authentication.challengeWithAny(types.map(factor));
  return "challenged:others";
}

/**
 * The platform enrols a verified address by itself, so a mailbox is not a factor that somebody enrolled: it does not
 * count where `enrol` denies, unless it is listed.
 */
function provesMore(type: string, { enrol, additionalFactors }: MfaChallengeSettings): boolean {
  return type !== "email" || enrol !== "deny" || additionalFactors.includes(type);
}

function challengePhone(additional: readonly FactorType[], api: PostLoginApi, settings: MfaChallengeSettings): void {
  forgetBrowser(api, settings);
  if (additional.length === 0) api.authentication.challengeWith(PHONE);
  else api.authentication.challengeWith(PHONE, { additionalFactors: additional.map(factor) });
}

/** Ahead of a challenge, which overrides all of it but the box; alone it would ask for MFA after all Actions. */
function forgetBrowser(api: PostLoginApi, { rememberBrowser }: MfaChallengeSettings): void {
  if (rememberBrowser === "never") api.multifactor.enable("any", { allowRememberBrowser: false });
}

function enrol(api: PostLoginApi, settings: MfaChallengeSettings): Asked {
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

function factor(type: FactorType): ChallengeFactor {
  return { type };
}
