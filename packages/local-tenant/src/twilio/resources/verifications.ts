import { z } from "zod";
import type { Ctx, Deps } from "../context";
import type { Attempt, Channel, Service, Verification } from "../entities";
import { channelDisabled } from "../errors";
import { complete, send } from "../lifecycle";
import { parseBody } from "../parse";
import { isSid } from "../sid";
import { answer, originOf, pathNotFound, type Route, segment, serviceOf } from "./route";
import { E164, flag, formatDate, text } from "./wire";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const json = z.string().refine(isJson);

/** Body of `POST Verifications`. The parameters from `CustomFriendlyName` on are accepted and change nothing here. */
const createVerificationBody = z
  .object({
    To: z.string(),
    Channel: z.enum(["sms", "call", "email", "whatsapp", "auto", "sna", "rcs"]),
    CustomCode: z.string().min(4).max(10).optional(),
    Amount: text,
    Payee: text,
    Locale: text,
    CustomFriendlyName: text,
    CustomMessage: text,
    SendDigits: text,
    RateLimits: json.optional(),
    ChannelConfiguration: json.optional(),
    AppHash: text,
    TemplateSid: text,
    TemplateCustomSubstitutions: json.optional(),
    Templates: json.optional(),
    DeviceIp: z.union([z.ipv4(), z.ipv6()]).optional(),
    EnableSnaClientToken: flag.optional(),
    RiskCheck: z.enum(["enable", "disable"]).optional(),
    Tags: json.optional(),
  })
  .refine(({ To, Channel }) => (Channel === "email" ? EMAIL : E164).test(To), { path: ["To"] });

/** Body of `POST Verifications/{Sid}`: the feedback. */
const updateVerificationBody = z.object({ Status: z.enum(["approved", "canceled"]) });

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

/**
 * What a verification and a check of it begin with on the wire; the order is Twilio's.
 *
 * `valid` is true once approved; Twilio's own samples disagree on it, so clients do well to read `status`.
 */
export function verificationFields(verification: Verification) {
  return {
    sid: verification.sid,
    service_sid: verification.serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === "approved",
  };
}

/** A verification on the wire. */
function formatVerification(verification: Verification, attempts: Attempt[], origin: string) {
  return {
    ...verificationFields(verification),
    date_created: formatDate(verification.dateCreated),
    date_updated: formatDate(verification.dateUpdated),
    lookup: {},
    amount: verification.amount,
    payee: verification.payee,
    send_code_attempts: attempts.map((attempt) => ({
      time: formatDate(attempt.dateCreated),
      channel: sendChannel(attempt.channel),
      attempt_sid: attempt.sid,
    })),
    sna: null,
    url: `${origin}/v2/Services/${verification.serviceSid}/Verifications/${verification.sid}`,
  };
}

/** Twilio's samples write SMS, CALL and EMAIL in capitals here, and whatsapp not. */
const sendChannel = (channel: Channel) => (channel === "whatsapp" ? channel : channel.toUpperCase());

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
