import { z } from "zod";

const deadlineMs = z
  .number()
  .int()
  .min(500, "must be at least 500: a report takes a few hundred milliseconds")
  .max(5000, "must be at most 5000: the login waits for the report")
  .default(2500);

const verifyOrigin = z
  .string()
  .refine(isHttpsOrigin, "must be an https origin without a path, for instance https://localhost:8444")
  .optional();

function isHttpsOrigin(text: string): boolean {
  return text.startsWith("https://") && URL.canParse(text) && new URL(text).origin === text;
}

/** Settings of `actions/passwordless-feedback.ts`. */
export const passwordlessFeedbackSettings = z.strictObject({
  /** Seconds for which a first factor counts as this login's. */
  freshnessSeconds: z
    .number()
    .int()
    .min(1, "must be at least 1")
    .max(600, "must be at most 600: codes live ten minutes")
    .default(60),
  /** Milliseconds that the report may hold the login in all, retry included. */
  deadlineMs,
  /** Only for a tenant on this machine: the origin of a local Twilio Verify. */
  verifyOrigin,
});

const clientIds = z
  .array(z.string().regex(/^[\x21-\x7e]+$/, "must be a client id, which holds no spaces"))
  .min(1, "must name at least one client id");

/** Settings of `actions/mfa-challenge.ts`. */
export const mfaChallengeSettings = z.strictObject({
  /** What happens to a user with no factor at all; `require` trusts the first factor alone for the first enrolment. */
  enrol: z.enum(["require", "skip", "deny"], 'must be "require", "skip" or "deny"').default("require"),
  frequency: z
    .enum(["every-login", "once-per-session"], 'must be "every-login" or "once-per-session"')
    .default("every-login"),
  /** Factors that may answer instead of the phone. Their answers are not reported to Verify. */
  additionalFactors: z
    .array(
      z.enum(
        ["otp", "email", "push-notification", "webauthn-roaming", "webauthn-platform", "recovery-code"],
        'must be "otp", "email", "push-notification", "webauthn-roaming", "webauthn-platform" or "recovery-code"',
      ),
    )
    .refine((factors) => new Set(factors).size === factors.length, "must not name a factor twice")
    .default([]),
  /** The clients that are challenged, or all but the exempt ones. Absent: every client. */
  clients: z
    .union(
      [z.strictObject({ include: clientIds }), z.strictObject({ exempt: clientIds })],
      "must be { include: [...] } or { exempt: [...] }, each with at least one client id",
    )
    .optional(),
  /** A bypass: the resource owner password grant goes without MFA. */
  allowPasswordGrantWithoutMfa: z.boolean().default(false),
});

/** Settings of `actions/mfa-feedback.ts`. */
export const mfaFeedbackSettings = z.strictObject({
  /** Milliseconds that the report may hold the login in all, retry included. */
  deadlineMs,
  /** Where to find the number when neither profile nor identity has one. Absent: metadata is never read. */
  phoneNumberMetadataPath: z
    .string()
    .regex(
      /^(app|user)_metadata(\.[A-Za-z0-9_-]+)+$/,
      "must be app_metadata.<key> or user_metadata.<key>, for instance app_metadata.mfa_phone",
    )
    .optional(),
  /** Only for a tenant on this machine: the origin of a local Twilio Verify. */
  verifyOrigin,
});
