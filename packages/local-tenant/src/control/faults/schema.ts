import { z } from "zod";
import { OPERATIONS, type Operation } from "../../twilio";
import { durationMs } from "../http/duration-ms";

/** Body of `POST /_sandbox/verify/faults`: an operation of Verify, and what goes wrong with it. */
export const faultBody = z
  .intersection(
    z.object({
      operation: z.enum(Object.keys(OPERATIONS) as [Operation, ...Operation[]]),
      times: z.number().int().min(1).optional(),
      takesEffect: z.boolean().optional(),
    }),
    z.union([
      z.object({ kind: z.literal("delay"), ms: durationMs }),
      z.object({ kind: z.literal("drip"), intervalMs: durationMs }),
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

/** Body of `POST /_sandbox/management/rate-limit`: how many of the next requests get 429; 0 ends it. */
export const rateLimitBody = z.strictObject({ times: z.number().int().min(0) });

/** Body of `POST /_sandbox/management/build`: see `BuildSwitch`. */
export const buildBody = z.strictObject({
  ms: durationMs.optional(),
  deployMs: durationMs.optional(),
  failing: z.array(z.string()).optional(),
  invalidCode: z.enum(["builds", "fails"]).optional(),
});

/** Body of `POST /_sandbox/management/names`: whether names of Actions must differ. */
export const namesBody = z.strictObject({ unique: z.boolean() });
