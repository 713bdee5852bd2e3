import type { Verification } from "../entities";
import { formatDate } from "./date";

/** The outcome of a check on the wire. */
export function formatVerificationCheck(verification: Verification) {
  return {
    sid: verification.sid,
    service_sid: verification.serviceSid,
    account_sid: verification.accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === "approved",
    amount: verification.amount,
    payee: verification.payee,
    sna_attempts_error_codes: [],
    date_created: formatDate(verification.dateCreated),
    date_updated: formatDate(verification.dateUpdated),
  };
}
