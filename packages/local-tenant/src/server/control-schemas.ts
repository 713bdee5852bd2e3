import { z } from "zod";
import { channels, confidences, firstFactors, grants, mfaFactors, prompts } from "../auth0/login/names";
import { messageTypes } from "../auth0/phone";
import { KEPT } from "../kept";
import { OPERATIONS, type Operation, verificationStatuses } from "../twilio";

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

const milliseconds = z.number().int().min(0);

/** Body of `POST /_sandbox/verify/faults`: an operation of Verify, and what goes wrong with it. */
export const faultBody = z
  .intersection(
    z.object({
      operation: z.enum(Object.keys(OPERATIONS) as [Operation, ...Operation[]]),
      times: z.number().int().min(1).optional(),
      takesEffect: z.boolean().optional(),
    }),
    z.union([
      z.object({ kind: z.literal("delay"), ms: milliseconds }),
      z.object({ kind: z.literal("drip"), intervalMs: milliseconds }),
      z.object({ kind: z.enum(["hang", "reset", "bad-json"]) }),
      z.object({ kind: z.literal("error"), status: z.literal([401, 404, 500]) }),
      z.object({ kind: z.literal("error"), status: z.literal(429), retryAfterSeconds: z.number().min(0).optional() }),
      z.object({
        kind: z.literal("refusal"),
        status: z.literal([400, 401, 403, 404, 429, 500]),
        code: z.number().int().min(10_000),
      }),
      z.object({ kind: z.literal("html"), status: z.literal([200, 500]) }),
    ]),
  )
  .transform(({ operation, ...fault }) => ({ operation, fault }));

/** Query of what lists the newest entries: how many, at most. */
export const newestQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(KEPT).default(100) });

/** Query of `GET /_sandbox/logins`: the revision of an earlier answer; what has changed since is wanted. */
export const loginsQuery = z.strictObject({ since: z.coerce.number().int().min(0).default(0) });

/** Query of `GET /_sandbox/phone`: the messages to one number or address, or to all. */
export const phoneQuery = newestQuery.extend({ to: z.string().optional() });

/** Query of `GET /_sandbox/verify/verifications`. */
export const verificationsQuery = phoneQuery.extend({ status: z.enum(verificationStatuses).optional() });

/** Body of `POST /_sandbox/verify/custom-codes`: see `Store.secondCustomCode`. */
export const customCodesBody = z.strictObject({ second: z.enum(["sent", "ignored"]) });

/** Body of `POST /_sandbox/messages`: one of the tenant's messages to a user's phone, outside of any login. */
export const messageBody = z.strictObject({
  user: z.string().min(1),
  messageType: z.enum(messageTypes),
  channel: z.enum(channels).optional(),
});

/** Body of `POST /_sandbox/password-resets`: a password reset by phone. `code`: typed in instead of the one that arrives. */
export const passwordResetBody = z.strictObject({
  user: z.string().min(1),
  channel: z.enum(channels).optional(),
  code: z.string().optional(),
});

/** Body of `POST /_sandbox/management/rate-limit`: how many of the next requests get 429; 0 ends it. */
export const rateLimitBody = z.strictObject({ times: z.number().int().min(0) });

/** Body of `POST /_sandbox/management/build`: see `BuildSwitch`. */
export const buildBody = z.strictObject({
  ms: milliseconds.optional(),
  deployMs: milliseconds.optional(),
  failing: z.array(z.string()).optional(),
  invalidCode: z.enum(["builds", "fails"]).optional(),
});

/** Body of `POST /_sandbox/management/names`: whether names of Actions must differ. */
export const namesBody = z.strictObject({ unique: z.boolean() });

/** Body of `POST /_sandbox/clock`: how far the clock moves on, a century at most. */
export const clockBody = z.strictObject({ advanceMs: milliseconds.max(3_155_760_000_000) });

/** Body of `POST /_sandbox/comparison`. `without`: names of Actions; by default those that report to Verify. */
export const comparisonBody = z.strictObject({
  logins: z.number().int().min(100).max(5000).default(1000),
  seed: z.number().int().min(0).default(1),
  without: z.array(z.string().min(1)).optional(),
});

/** Body of `POST /_sandbox/log-streams/faults`: see `DeliveryFaultSettings`. */
export const deliveryFaultsBody = z.strictObject({
  delayMs: milliseconds.optional(),
  reorderMs: milliseconds.optional(),
  duplicates: z.number().int().min(0).optional(),
  failing: z.strictObject({ times: z.number().int().min(1), arrives: z.boolean().optional() }).optional(),
});
