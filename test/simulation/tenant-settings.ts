import type { SettingsSchemas } from "../../stacks/actions";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import type { Random } from "./random";

export type Settings = ReturnType<typeof anyTenant>["settings"];
type Configured = NonNullable<TenantConfig["settings"]>;
type ChallengeSettings = NonNullable<Configured["mfaChallenge"]>;
type FeedbackSettings = Pick<Configured, Exclude<keyof SettingsSchemas, "mfaChallenge">>;

const OTHER_FACTORS = [
  "otp",
  "email",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
] as const;

/** Client ids that settings and logins know. */
export const CLIENTS = ["web", "mobile", "back-office"] as const;

export interface TenantChoice {
  /** Leaves alone what decides whose number counts. */
  defaults: boolean;
  /** Whether it takes the enrolled number from the Management API. */
  looksUp: boolean;
  /** For runs in real time: a deadline that a busy machine does not miss. */
  brief: boolean;
  /** Where Verify and the tenant are, as `localhost` and a port. Default: Twilio's own, and a tenant in the cloud. */
  host?: string;
}

/** A tenant whose settings are legal; those of the feedback Actions are the defaults where they decide whose number counts. */
export function anyTenant(random: Random, { defaults, looksUp, brief, host }: TenantChoice) {
  const feedback = defaults ? {} : feedbackSettings(random, brief);
  const origin = host === undefined ? {} : { verifyOrigin: `https://${host}` };
  const looks = { ...(looksUp && { enrolledNumber: "lookup" as const }), checkLastSend: random.chance(0.3) };
  return defineTenants({
    simulated: {
      domain: host ?? "simulated.eu.auth0.com",
      credentials: random.pick(["auth-token", "api-key"] as const),
      settings: {
        passwordlessFeedback: { ...feedback.passwordlessFeedback, ...origin },
        mfaFeedback: { ...feedback.mfaFeedback, ...looks, ...origin },
        mfaChallenge: random.chance(0.3) ? {} : challengeSettings(random),
      },
    },
  }).simulated;
}

/** Where operators keep the enrolled number. */
export const METADATA_PATH = "app_metadata.mfa.phone";

const NUMBER_SOURCES: NonNullable<FeedbackSettings["mfaFeedback"]>["phoneNumber"][] = [
  undefined,
  ["profile", "identity"],
  ["identity", "profile", METADATA_PATH],
  [METADATA_PATH, "identity", "profile"],
];

function feedbackSettings(random: Random, brief: boolean): FeedbackSettings {
  const anyDeadlineMs = random.pick([500, 1000, 2500, 2500]);
  const deadlineMs = brief ? 2500 : anyDeadlineMs;
  return {
    passwordlessFeedback: { deadlineMs, freshnessSeconds: random.pick([30, 60, 60, 300]) },
    mfaFeedback: { deadlineMs, phoneNumber: random.pick(NUMBER_SOURCES) },
  };
}

function challengeSettings(random: Random): ChallengeSettings {
  return {
    enrol: random.pick(["require", "skip", "deny"]),
    frequency: random.pick(["every-login", "once-per-session"]),
    sessionMfaMaxAgeSeconds: random.pick([undefined, undefined, 60, 600, 86_400]),
    additionalFactors: random.some(OTHER_FACTORS, 0.25),
    afterPhoneCode: random.pick(["phone", "other-factors"]),
    passkeyCountsAsMfa: random.chance(0.4),
    rememberBrowser: random.pick(["as-the-tenant", "never"]),
    clients: random.pick([undefined, undefined, { include: ["web", "mobile"] }, { exempt: ["back-office"] }]),
    connections: random.pick([
      undefined,
      undefined,
      undefined,
      { include: ["partner"] },
      { exempt: ["sms", "partner"] },
    ]),
    organizations: random.pick([
      undefined,
      undefined,
      undefined,
      { include: ["org_first"] },
      { include: [null, "org_other"] },
      { exempt: [null] },
    ]),
    roles: random.pick([undefined, undefined, undefined, { include: ["admin"] }, { exempt: ["reader"] }]),
    riskAssessment: random.pick([undefined, undefined, undefined, "ask-unless-high-confidence"]),
    allowPasswordGrantWithoutMfa: random.chance(0.3),
  };
}
