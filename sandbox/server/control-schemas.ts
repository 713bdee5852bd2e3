import { z } from "zod";

const factor = z.enum([
  "phone",
  "otp",
  "email",
  "push-notification",
  "webauthn-roaming",
  "webauthn-platform",
  "recovery-code",
]);

/** Body of `POST /_sandbox/logins`: what a login engine takes, as far as it can be written in JSON. */
export const startLoginBody = z.strictObject({
  user: z.string().min(1).optional(),
  method: z.enum(["sms", "voice", "email", "password", "federated", "passkey"]).optional(),
  password: z.string().optional(),
  phoneNumber: z.string().optional(),
  client: z.string().optional(),
  connection: z.string().optional(),
  session: z.string().optional(),
  prompt: z.enum(["none", "login"]).optional(),
  channel: z.enum(["sms", "voice"]).optional(),
  grant: z.enum(["authorization_code", "refresh_token", "password", "token-exchange"]).optional(),
});

export const passwordBody = z.strictObject({ password: z.string() });
export const codeBody = z.strictObject({ code: z.string() });
export const answerBody = z.strictObject({ factor, code: z.string().optional(), reject: z.boolean().optional() });
export const selectBody = z.strictObject({ factor, channel: z.enum(["sms", "call"]).optional() });
export const enrollBody = z.strictObject({ factor, phoneNumber: z.string().optional() });
export const finishBody = z.strictObject({
  code: z.string().optional(),
  mfa: factor.optional(),
  phoneNumber: z.string().optional(),
});
