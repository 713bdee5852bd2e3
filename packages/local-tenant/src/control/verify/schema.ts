import { z } from "zod";
import { verificationStatuses } from "../../twilio";
import { newestQuery } from "../http/newest-query";

/** Query of `GET /_sandbox/verify/verifications`. */
export const verificationsQuery = newestQuery.extend({
  to: z.string().optional(),
  status: z.enum(verificationStatuses).optional(),
});

/** Body of `POST /_sandbox/verify/custom-codes`: see `Store.secondCustomCode`. */
export const customCodesBody = z.strictObject({ second: z.enum(["sent", "ignored"]) });
