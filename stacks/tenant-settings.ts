import { z } from "zod";

const on = z.literal(true, "must be true; leave it out and the deploy never touches it");

/** The tenant's own settings that a deploy turns on. What is absent is never touched, whatever it is. */
export const tenantSettingsSchema = z.strictObject({
  /** "Customize MFA Factors using Actions": without it the MFA challenge Action can't ask for the phone. */
  customizeMfaInActions: on.optional(),
  /** MFA and phone identifiers send through the tenant's phone provider. */
  unifiedPhoneExperience: on.optional(),
  /** Turns on the phone factor, which sends these and no other. Needs the unified phone experience. */
  phoneFactor: z
    .strictObject({
      messageTypes: z
        .array(z.enum(["sms", "voice"], 'must be "sms" or "voice"'))
        .min(1, 'must name "sms", "voice" or both')
        .refine((types) => new Set(types).size === types.length, "must not name a message type twice"),
    })
    .optional(),
  /** "Never": the MFA challenge Action alone decides who is asked. */
  mfaPolicy: z
    .literal("never", 'must be "never": MFA that another policy asks for comes after all Actions, and is not reported')
    .optional(),
});

/** A tenant's `tenantSettings`, checked. */
export type TenantSettings = z.output<typeof tenantSettingsSchema>;
