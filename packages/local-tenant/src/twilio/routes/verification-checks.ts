import { formatVerificationCheck } from "../formatters/verification-check";
import { check } from "../lifecycle";
import { parseBody } from "../parse";
import { createCheckBody } from "../schemas";
import { answer, pathNotFound, type Route, serviceOf } from "./route";

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
