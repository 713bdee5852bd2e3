import { z } from "zod";

/** PUT /guardian/policies; at most one policy can be active. */
export const policiesBody = z.array(z.enum(["all-applications", "confidence-score"])).max(1);

/** PUT /guardian/factors/{name} */
export const factorBody = z.strictObject({ enabled: z.boolean() });

/** PUT /guardian/factors/phone/message-types */
export const messageTypesBody = z.strictObject({ message_types: z.array(z.enum(["sms", "voice"])) });

const relyingParty = { overrideRelyingParty: z.boolean().optional(), relyingPartyIdentifier: z.string().optional() };

/** One settings document of a factor: where it stands, what a PUT may hold, what stands there at first. */
export interface FactorDocument {
  path: string;
  schema: z.ZodType<Record<string, unknown>>;
  initial: Record<string, unknown>;
  /** True when the tenant refuses it with the consolidated phone experience on. */
  replacedByPhoneProvider?: boolean;
  /** Credentials: kept, and left out of what is read. */
  unread?: readonly string[];
}

export const FACTOR_DOCUMENTS: readonly FactorDocument[] = [
  {
    path: "phone/selected-provider",
    schema: z.strictObject({ provider: z.enum(["auth0", "twilio", "phone-message-hook"]) }),
    initial: { provider: "auth0" },
    replacedByPhoneProvider: true,
  },
  {
    path: "sms/templates",
    schema: z.strictObject({ enrollment_message: z.string(), verification_message: z.string() }),
    initial: {},
    replacedByPhoneProvider: true,
  },
  {
    path: "sms/providers/twilio",
    schema: z.strictObject({
      from: z.string().nullable().optional(),
      messaging_service_sid: z.string().nullable().optional(),
      auth_token: z.string().nullable().optional(),
      sid: z.string().nullable().optional(),
    }),
    initial: {},
    replacedByPhoneProvider: true,
  },
  {
    path: "webauthn-roaming/settings",
    schema: z.strictObject({
      userVerification: z.enum(["discouraged", "preferred", "required"]).optional(),
      ...relyingParty,
    }),
    initial: { userVerification: "required", overrideRelyingParty: false },
  },
  {
    path: "webauthn-platform/settings",
    // A device's own sensor always verifies the user: there is nothing to choose.
    schema: z.strictObject(relyingParty),
    initial: { overrideRelyingParty: false },
  },
  {
    path: "push-notification/selected-provider",
    schema: z.strictObject({ provider: z.enum(["guardian", "sns", "direct"]) }),
    initial: { provider: "guardian" },
  },
  {
    path: "push-notification/providers/apns",
    schema: z.strictObject({
      sandbox: z.boolean().optional(),
      bundle_id: z.string().nullable().optional(),
      p12: z.string().nullable().optional(),
      enabled: z.boolean().optional(),
    }),
    initial: { sandbox: false, enabled: false },
    unread: ["p12"],
  },
  {
    path: "push-notification/providers/sns",
    schema: z.strictObject({
      aws_access_key_id: z.string().nullable().optional(),
      aws_secret_access_key: z.string().nullable().optional(),
      aws_region: z.string().nullable().optional(),
      sns_apns_platform_application_arn: z.string().nullable().optional(),
      sns_gcm_platform_application_arn: z.string().nullable().optional(),
    }),
    initial: {},
    unread: ["aws_secret_access_key"],
  },
  {
    path: "duo/settings",
    schema: z.strictObject({ ikey: z.string(), skey: z.string(), host: z.string() }),
    initial: {},
  },
];
