import type { Attempt, Channel, Verification } from "../entities";
import { formatDate } from "./date";

/**
 * A Verification on the wire.
 *
 * `valid` is true once approved; Twilio's own samples disagree on it, so clients do well to read `status`.
 */
export function formatVerification(verification: Verification, attempts: Attempt[], origin: string) {
  return {
    sid: verification.sid,
    service_sid: verification.serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === "approved",
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
