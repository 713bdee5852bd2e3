import { documentOf } from "./answer";
import type { Transport } from "./transport";
import { ResponseError } from "./transport-errors";

/** A verification as Verify returns it. */
export interface Verification {
  sid: string;
  status: string;
  /** When it was started and when it last sent a code, in ms since the epoch: the latest that Verify's answer allows. */
  createdAt: number;
  lastSentAt: number;
}

const VERIFY_ORIGIN = "https://verify.twilio.com";

/**
 * The newest verification of a number, or that of a SID.
 * @param id E.164 number, or `VE…`.
 * @throws RefusedError (404 with code 20404 when it is over or never was), ResponseError, or what the transport throws.
 */
export async function fetchVerification(
  transport: Transport,
  serviceSid: string,
  id: string,
  origin: string = VERIFY_ORIGIN,
): Promise<Verification> {
  const response = await transport({
    method: "get",
    uri: `${origin}/v2/Services/${serviceSid}/Verifications/${id}`,
    headers: { Accept: "application/json" },
  });
  const { sid, status, date_created: created, send_code_attempts: sends } = documentOf(response);
  const createdAt = latestOf(created);
  const sentAt = (Array.isArray(sends) ? sends : []).map((send) => latestOf(Object(send).time));
  if (typeof sid !== "string" || !/^VE[0-9a-fA-F]{32}$/.test(sid) || typeof status !== "string") {
    throw new ResponseError(response.statusCode);
  }
  const lastSentAt = Math.max(createdAt, ...sentAt);
  if (Number.isNaN(lastSentAt)) throw new ResponseError(response.statusCode);
  return { sid, status, createdAt, lastSentAt };
}

/** Verify writes whole seconds: the last millisecond of one is as early as anything can be known to have happened. */
function latestOf(date: unknown): number {
  const ms = typeof date === "string" ? Date.parse(date) : Number.NaN;
  return typeof date === "string" && date.includes(".") ? ms : ms + 999;
}
