import { z } from "zod";

const deadlineMs = z
  .number()
  .int()
  .min(500, "must be at least 500: a report takes a few hundred milliseconds")
  .max(2500, "must be at most 2500: a second report gets 400 more, and a login is held for less than three seconds")
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

/** Settings of `actions/password-reset-feedback.ts`: the same, for a code that opened a password reset. */
export const passwordResetFeedbackSettings = passwordlessFeedbackSettings;

/** `{ include }` or `{ exempt }`, each with at least one `what`. */
function condition<Value extends z.ZodType>(value: Value, what: string) {
  const list = z.array(value).min(1, `must name at least one ${what}`);
  return z
    .union(
      [z.strictObject({ include: list }), z.strictObject({ exempt: list })],
      `must be { include: [...] } or { exempt: [...] }, each with at least one ${what}`,
    )
    .optional();
}

const clientId = z.string().regex(/^[\x21-\x7e]+$/, "must be a client id, which holds no spaces");
const connection = z.string().regex(/^\S+$/, "must be the name of a connection, which holds no spaces");
const organizationId = z
  .string()
  .regex(/^org_[A-Za-z0-9]+$/, "must be an organization's id, for instance org_9ybsU1dN2dKfDkBi, not its name")
  .nullable();
const role = z.string().regex(/^\S(.*\S)?$/, "must be the name of a role, without spaces at its ends");

const factors = [
  "otp",
  "email",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
] as const;

/** Settings of `actions/mfa-challenge.ts`. */
export const mfaChallengeSettings = z.strictObject({
  /** What happens to a user with no factor at all; `require` trusts the first factor alone for the first enrolment. */
  enrol: z.enum(["require", "skip", "deny"], 'must be "require", "skip" or "deny"').default("require"),
  frequency: z
    .enum(["every-login", "once-per-session"], 'must be "every-login" or "once-per-session"')
    .default("every-login"),
  /**
   * How old the session's MFA may be, in seconds, to count instead of a new one: in a silent login, and with
   * `once-per-session`. Absent: of any age.
   */
  sessionMfaMaxAgeSeconds: z.number().int().min(1, "must be at least 1; leave it out if any age will do").optional(),
  /** Factors that may answer instead of the phone. Their answers are not reported to Verify. */
  additionalFactors: z
    .array(
      z.enum(
        factors,
        'must be "otp", "email", "push-notification", "webauthn-roaming", "webauthn-platform" or "recovery-code"',
      ),
    )
    .refine((listed) => new Set(listed).size === listed.length, "must not name a factor twice")
    .default([]),
  /**
   * What is asked of somebody who has just logged in by a code to a phone: the phone again, which is a second message, or
   * the additional factors alone. `other-factors` lets those who have none of them pass.
   */
  afterPhoneCode: z.enum(["phone", "other-factors"], 'must be "phone" or "other-factors"').default("phone"),
  /** Whether a login that has just begun with a passkey passes. */
  passkeyCountsAsMfa: z.boolean().default(false),
  /** Whether Auth0 may offer to remember the browser. `never` turns that off ahead of each challenge. */
  rememberBrowser: z.enum(["as-the-tenant", "never"], 'must be "as-the-tenant" or "never"').default("as-the-tenant"),
  /**
   * Who is asked: everybody without conditions, otherwise every login for which at least one condition says so. A
   * condition that can't be evaluated asks.
   */
  clients: condition(clientId, "client id"),
  /** By the connection's name. */
  connections: condition(connection, "connection"),
  /** By the organization's id; `null` stands for a login without one. */
  organizations: condition(organizationId, "organization's id, or null for a login without one"),
  /** By the user's roles: one that is included asks, and to be exempt all of them must be. */
  roles: condition(role, "role"),
  /** By Auth0's assessment: asks unless its overall confidence is high. */
  riskAssessment: z
    .literal("ask-unless-high-confidence", 'must be "ask-unless-high-confidence", or left out')
    .optional(),
  /** A bypass: the resource owner password grant goes without MFA. */
  allowPasswordGrantWithoutMfa: z.boolean().default(false),
});

type NumberSource = "identity" | "profile" | `app_metadata.${string}`;

const numberSource = z.custom<NumberSource>(
  (source) => typeof source === "string" && /^(identity|profile|app_metadata(\.[A-Za-z0-9_-]+)+)$/.test(source),
  { error: ({ input }) => (/^user_metadata/.test(String(input)) ? USERS_WRITE_IT : SOURCES) },
);

const USERS_WRITE_IT =
  "user_metadata is written by the users themselves, who would choose whose code counts as used. Keep the number in " +
  "app_metadata and name it, for instance app_metadata.mfa_phone";

const SOURCES = 'must be "identity", "profile" or app_metadata.<key>, for instance app_metadata.mfa_phone';

/** Settings of `actions/mfa-feedback.ts`. */
export const mfaFeedbackSettings = z
  .strictObject({
    /** Milliseconds that the report may hold the login in all, retry included. */
    deadlineMs,
    /**
     * Where the number is looked for, in order: the first source that holds a proven one decides. `identity`: an account of
     * an `sms` connection, or of a database connection with a verified number. `profile`: the profile's number, verified
     * by such a connection. `app_metadata.<key>…`: what you wrote there.
     */
    phoneNumber: z
      .array(numberSource, 'must be a list, for instance ["identity", "profile"]')
      .min(1, 'must name at least one source, for instance ["identity", "profile"]')
      .refine((sources) => new Set(sources).size === sources.length, "must not name a source twice")
      .default(["identity", "profile"]),
    /**
     * `lookup`: the number that the phone was enrolled with, read from the Management API by a machine client; `phoneNumber`
     * is then not looked at. Absent: a proven number from the event.
     */
    enrolledNumber: z.literal("lookup", 'must be "lookup"; leave it out and a proven number is reported').optional(),
    /** Lets the profile's number count whoever wrote it there: users may then choose whose pending code is approved. */
    unverifiedProfile: z.boolean().default(false),
    /**
     * Whether Verify is asked first when it last sent a code to the number, and nothing is reported unless that was between
     * the challenge and the answer. Needs a key that may read verifications.
     */
    checkLastSend: z.boolean().default(false),
    /** Only for a tenant on this machine: the origin of a local Twilio Verify. */
    verifyOrigin,
  })
  .refine(({ phoneNumber, unverifiedProfile }) => !unverifiedProfile || phoneNumber.includes("profile"), {
    path: ["unverifiedProfile"],
    message: 'does nothing while phoneNumber does not name "profile". Name it there, or remove this setting',
  })
  .refine(({ enrolledNumber, unverifiedProfile }) => enrolledNumber === undefined || !unverifiedProfile, {
    path: ["unverifiedProfile"],
    message:
      'does nothing with enrolledNumber "lookup", which never takes the profile\'s number. Remove one of the two',
  });

const twilioTag = z.string().min(1, "must not be empty").max(128, "must be at most 128 characters");

/** Settings of `actions/phone-provider.ts`, and what the tenant sends through it. */
export const phoneProviderSettings = z
  .strictObject({
    /** What goes out through our phone provider. The phone factor's message types must be among them. */
    deliveryMethods: z
      .array(z.enum(["text", "voice"], 'must be "text" or "voice"'))
      .min(1, 'must name "text", "voice" or both')
      .refine((methods) => new Set(methods).size === methods.length, "must not name a delivery method twice")
      .default(["text", "voice"]),
    /** What happens to the code that is pending at a number when another one is sent; docs/settings.md says what each costs. */
    resend: z.enum(["create", "cancel-first"], 'must be "create" or "cancel-first"').default("create"),
    /** Sends the messages without a code, as texts. Absent: they are dropped. */
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-fA-F]{32}$/, "must be a messaging service's SID, MG and 32 hex digits")
      .optional(),
    /** Hands the user's IP address to Verify, which then counts it in its protection. */
    deviceIp: z.boolean().default(false),
    /** Kept by Verify with each verification: words of yours, nothing about a user. */
    tags: z
      .record(twilioTag, twilioTag)
      .refine((tags) => Object.keys(tags).length <= 10, "must be ten tags at most")
      .optional(),
    /** What each rate limit of the Verify service counts by; the keys are the limits' unique names. */
    rateLimits: z
      .record(z.string(), z.enum(["ip", "recipient", "client"], 'must be "ip", "recipient" or "client"'))
      .refine(
        (limits) => Object.keys(limits).every((name) => /^[\w-]+$/.test(name)),
        "must have the unique names of the Verify service's rate limits as its keys",
      )
      .optional(),
    /** Milliseconds that a message may take in all. */
    deadlineMs: z
      .number()
      .int()
      .min(1000, "must be at least 1000: a message takes a few hundred milliseconds")
      .max(10_000, "must be at most 10000: a code that takes longer is of little use")
      .default(10_000),
    /** Only for a tenant on this machine: the origin of a local Twilio Verify. */
    verifyOrigin,
  })
  .refine(({ resend, rateLimits }) => resend === "create" || Object.keys(rateLimits ?? {}).length > 0, {
    path: ["resend"],
    message:
      "it resets Verify's own limit of five sends in ten minutes, so rateLimits must name a rate limit of the Verify service",
  });

/** What is compiled into mfa-feedback: where numbers are looked up instead of that they are. */
export function compiledMfaFeedbackSettings(
  { enrolledNumber, ...compiled }: z.output<typeof mfaFeedbackSettings>,
  domain: string,
) {
  return enrolledNumber === "lookup" ? { ...compiled, lookup: { origin: `https://${domain}` } } : compiled;
}

/** What is compiled into mfa-challenge: with mfa-feedback looking at sends, it leaves the time. */
export function compiledMfaChallengeSettings(
  compiled: z.output<typeof mfaChallengeSettings>,
  { enrolledNumber, checkLastSend }: z.output<typeof mfaFeedbackSettings>,
) {
  return enrolledNumber === "lookup" || checkLastSend ? { ...compiled, leaveTime: true } : compiled;
}

/** What is compiled into the phone provider's Action: without what Auth0 is told beside it. */
export function compiledPhoneProviderSettings({
  deliveryMethods: _,
  ...compiled
}: z.output<typeof phoneProviderSettings>) {
  return compiled;
}
