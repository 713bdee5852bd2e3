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

export interface MfaChallengeSettings {
  /** What happens when no factor is enrolled. */
  enrol: "require" | "skip" | "deny";
  frequency: "every-login" | "once-per-session";
  /** Factors that may answer the challenge instead of the phone. */
  additionalFactors: Exclude<ChallengeFactor["type"], "phone">[];
  /** Client ids; `undefined`: every client is challenged. */
  clients?: { include: string[] } | { exempt: string[] };
  /** A bypass: the resource owner password grant passes without any second factor. */
  allowPasswordGrantWithoutMfa: boolean;
}

export interface MfaFeedbackSettings {
  /** Milliseconds that a report may take in all, retry included. */
  deadlineMs: number;
  /** `app_metadata.<key>…` or `user_metadata.<key>…`; `undefined`: metadata is not looked at. */
  phoneNumberMetadataPath?: string;
  /** See {@link PasswordlessFeedbackSettings.verifyOrigin}. */
  verifyOrigin?: string;
}
