import { z } from "zod";
import { channels, confidences, firstFactors, grants, mfaFactors, prompts } from "../../auth0/login/names";

const factor = z.enum(mfaFactors);

/** Body of `POST /_sandbox/logins`: what a login engine takes, as far as it can be written in JSON. */
export const startLoginBody = z.strictObject({
  user: z.string().min(1).optional(),
  method: z.enum(firstFactors).optional(),
  password: z.string().optional(),
  phoneNumber: z.string().optional(),
  client: z.string().optional(),
  connection: z.string().optional(),
  session: z.string().optional(),
  prompt: z.enum(prompts).optional(),
  acrValues: z.array(z.string().min(1)).optional(),
  maxAge: z.number().int().min(0).optional(),
  risk: z.enum(confidences).optional(),
  organization: z.string().startsWith("org_").optional(),
  roles: z.array(z.string().min(1)).optional(),
  channel: z.enum(channels).optional(),
  grant: z.enum(grants).optional(),
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

/** Query of `GET /_sandbox/logins`: the revision of an earlier answer; what has changed since is wanted. */
export const loginsQuery = z.strictObject({ since: z.coerce.number().int().min(0).default(0) });
