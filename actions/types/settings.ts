import type { ChallengeFactor } from "./post-login";

/**
 * What the build compiles into each Action as the global `settings`. The tenants' side of it, with defaults and checks,
 * is in `stacks/settings.ts`.
 */
export interface PasswordlessFeedbackSettings {
  /** Seconds for which a first factor's timestamp counts as this login's. */
  freshnessSeconds: number;
  /** Milliseconds that a report may take in all, retry included. */
  deadlineMs: number;
  /** `undefined`: Twilio's own. Else the origin of a local Verify, e.g. `https://localhost:8444`. */
  verifyOrigin?: string;
}

/** As for {@link PasswordlessFeedbackSettings}; the deadline holds the password reset. */
export type PasswordResetFeedbackSettings = PasswordlessFeedbackSettings;

/** A list of what is asked, or of what is not. */
export type Condition<Value = string | null> = { include: Value[] } | { exempt: Value[] };

export interface MfaChallengeSettings {
  /** What happens when no factor is enrolled. */
  enrol: "require" | "skip" | "deny";
  frequency: "every-login" | "once-per-session";
  /** How old the session's MFA may be, in seconds, to count instead of a new one; `undefined`: any age. */
  sessionMfaMaxAgeSeconds?: number;
  /** Factors that may answer the challenge instead of the phone. */
  additionalFactors: Exclude<ChallengeFactor["type"], "phone">[];
  /** What is asked of somebody who logged in by a code to a phone. */
  afterPhoneCode: "phone" | "other-factors";
  /** Whether a login that began with a passkey passes. */
  passkeyCountsAsMfa: boolean;
  /** `never`: turns off Auth0's "remember this browser" ahead of each challenge. */
  rememberBrowser: "as-the-tenant" | "never";
  /** Client ids. `undefined`, as for the other conditions: not a condition. */
  clients?: Condition<string>;
  /** Names of connections. */
  connections?: Condition<string>;
  /** Organizations' ids; `null` is a login without one. */
  organizations?: Condition;
  /** Names of roles. */
  roles?: Condition<string>;
  riskAssessment?: "ask-unless-high-confidence";
  /** A bypass: the resource owner password grant passes without any second factor. */
  allowPasswordGrantWithoutMfa: boolean;
  /** Leaves mfa-feedback the time of the challenge, which it needs to look at sends. */
  leaveTime?: boolean;
}

export interface MfaFeedbackSettings {
  /** Milliseconds that a report may take in all, retry included. */
  deadlineMs: number;
  /** Where the number is looked for, in this order; the first source that holds a proven one decides. */
  phoneNumber: NumberSource[];
  /** Lets the source `profile` count whoever wrote the number there. */
  unverifiedProfile: boolean;
  /** Reports only a verification whose last send lies between the challenge and the answer. */
  checkLastSend?: boolean;
  /**
   * Takes the enrolled number from the Management API instead of a proven one from the event. `undefined`: not.
   * `origin` is the tenant's, e.g. `https://your-tenant.eu.auth0.com`.
   */
  lookup?: { origin: string };
  /** See {@link PasswordlessFeedbackSettings.verifyOrigin}. */
  verifyOrigin?: string;
}

/** What one of Verify's own rate limits counts by. */
export type RateLimitValue = "ip" | "recipient" | "client";

export interface PhoneProviderSettings {
  /** Milliseconds that a message may take in all. */
  deadlineMs: number;
  /** `cancel-first`: closes the number's pending verification before it starts another. */
  resend: "create" | "cancel-first";
  /** The messaging service that sends what has no code; `undefined`: such messages are dropped. */
  messagingServiceSid?: string;
  /** Hands the user's IP address to Verify. */
  deviceIp: boolean;
  /** Fixed words that Verify keeps with each verification. */
  tags?: Record<string, string>;
  /** By the unique name of a rate limit of the Verify service. */
  rateLimits?: Record<string, RateLimitValue>;
  /** See {@link PasswordlessFeedbackSettings.verifyOrigin}; messages without a code go there too. */
  verifyOrigin?: string;
}

/**
 * `identity`: an account of a connection that sends codes by SMS, or a database account whose number is verified.
 * `profile`: the profile's verified number. `app_metadata.<key>…`: what the operator wrote there.
 */
export type NumberSource = "identity" | "profile" | `app_metadata.${string}`;
