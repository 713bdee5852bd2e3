import { z } from "zod";
import type { Verification } from "../entities";
import { check } from "../lifecycle";
import { parseBody } from "../parse";
import { answer, pathNotFound, type Route, serviceOf } from "./route";
import { verificationFields } from "./verifications";
import { formatDate, text } from "./wire";

/** Body of `POST VerificationCheck`: a code, and the recipient or the verification. */
const createCheckBody = z
  .object({
    Code: z.string().min(4).max(10),
    To: text,
    VerificationSid: text,
    Amount: text,
    Payee: text,
    SnaClientToken: text,
  })
  .refine(({ To, VerificationSid }) => To !== undefined || VerificationSid !== undefined, { path: ["To"] });

/** `POST VerificationCheck`: `pending` for a wrong code, `approved` for the right one. */
export const createVerificationCheck: Route = async (c, deps) => {
  const service = serviceOf(c, deps);
  const body = await parseBody(c, deps, createCheckBody);
  const verification =
    body.VerificationSid === undefined
      ? deps.store.newestVerification(service.sid, body.To ?? "")
      : deps.store.verification(body.VerificationSid);
  if (verification?.serviceSid !== service.sid) throw pathNotFound(c);
  const entry = c.get("entry");
  entry.verificationSid = verification.sid;
  const checked = check(deps, verification, body.Code);
  if (!checked) throw pathNotFound(c);
  entry.approval = checked.status === "approved";
  return answer(c, formatVerificationCheck(checked), 201);
};

/** The outcome of a check on the wire. */
function formatVerificationCheck(verification: Verification) {
  return {
    ...verificationFields(verification),
    amount: verification.amount,
    payee: verification.payee,
    sna_attempts_error_codes: [],
    date_created: formatDate(verification.dateCreated),
    date_updated: formatDate(verification.dateUpdated),
  };
}
