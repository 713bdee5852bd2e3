import type { Attempt } from "../entities";
import { formatDate } from "./date";

/** An attempt on the wire. Nothing is charged and no carrier is involved: `price`, `mcc`, `mnc` and `carrier` are null. */
export function formatAttempt(attempt: Attempt, origin: string) {
  return {
    sid: attempt.sid,
    account_sid: attempt.accountSid,
    service_sid: attempt.serviceSid,
    verification_sid: attempt.verificationSid,
    date_created: formatDate(attempt.dateCreated),
    date_updated: formatDate(attempt.dateUpdated),
    conversion_status: attempt.converted ? "converted" : "unconverted",
    channel: attempt.channel,
    price: null,
    channel_data: {
      verification_sid: attempt.verificationSid,
      to: attempt.to,
      status: attempt.status,
      message_status: "delivered",
      error_code: null,
      country: attempt.country ?? null,
      code_length: attempt.codeLength,
      locale: attempt.locale,
      mcc: null,
      mnc: null,
      carrier: null,
    },
    url: `${origin}/v2/Attempts/${attempt.sid}`,
  };
}
