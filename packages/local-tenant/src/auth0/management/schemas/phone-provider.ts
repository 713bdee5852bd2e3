import { z } from "zod";

const configuration = z.strictObject({
  delivery_methods: z.array(z.enum(["text", "voice"])).min(1),
  sid: z.string().nullable().optional(),
  default_from: z.string().nullable().optional(),
  mssid: z.string().nullable().optional(),
});

/** POST /branding/phone/providers */
export const phoneProviderBody = z.strictObject({
  name: z.enum(["twilio", "custom"]),
  disabled: z.boolean().optional(),
  configuration,
  credentials: z.strictObject({ auth_token: z.string().optional() }),
});

/** PATCH /branding/phone/providers/{id} */
export const phoneProviderPatch = phoneProviderBody.partial();

export type PhoneProviderBody = z.infer<typeof phoneProviderBody>;
export type PhoneProviderPatch = z.infer<typeof phoneProviderPatch>;
