import type { Ctx, Deps } from "../context";
import type { Service, Verification } from "../entities";
import { channelDisabled } from "../errors";
import { formatVerification } from "../formatters/verification";
import { complete, send } from "../lifecycle";
import { parseBody } from "../parse";
import { createVerificationBody, updateVerificationBody } from "../schemas";
import { isSid } from "../sid";
import { answer, originOf, pathNotFound, type Route, segment, serviceOf } from "./route";

/** `POST Verifications`: sends a code, or sends it again. */
export const createVerification: Route = async (c, deps) => {
  const service = serviceOf(c, deps);
  const body = await parseBody(c, deps, createVerificationBody);
  if (body.Channel === "sna" || body.Channel === "rcs") throw channelDisabled();
  const verification = send(deps, service, {
    to: body.To,
    channel: body.Channel === "auto" ? "sms" : body.Channel,
    customCode: body.CustomCode,
    amount: body.Amount,
    payee: body.Payee,
    locale: body.Locale,
  });
  c.get("entry").verificationSid = verification.sid;
  return answer(c, onWire(c, deps, verification), 201);
};

/** `GET Verifications/{Sid}`: a verification that is pending or was canceled; everything else Twilio has deleted. */
export const readVerification: Route = (c, deps) => {
  const verification = addressed(c, deps, serviceOf(c, deps));
  if (verification?.status !== "pending" && verification?.status !== "canceled") throw pathNotFound(c);
  return answer(c, onWire(c, deps, verification));
};

/** `POST Verifications/{Sid}`: the feedback. Only a pending verification can be approved or canceled. */
export const updateVerification: Route = async (c, deps) => {
  const service = serviceOf(c, deps);
  const { Status } = await parseBody(c, deps, updateVerificationBody);
  const verification = addressed(c, deps, service);
  if (verification?.status !== "pending") throw pathNotFound(c);
  complete(deps, verification, Status);
  c.get("entry").approval = Status === "approved";
  return answer(c, onWire(c, deps, verification));
};

/** The verification that `{Sid}` names: by its SID, or else the newest one of that recipient. */
function addressed(c: Ctx, { store }: Deps, service: Service): Verification | undefined {
  const name = segment(c, "Sid");
  const verification = isSid("VE", name) ? store.verification(name) : store.newestVerification(service.sid, name);
  if (verification?.serviceSid !== service.sid) return undefined;
  c.get("entry").verificationSid = verification.sid;
  return verification;
}

function onWire(c: Ctx, { store }: Deps, verification: Verification) {
  const attempts = verification.attemptSids.flatMap((sid) => store.attempt(sid) ?? []);
  return formatVerification(verification, attempts, originOf(c));
}
