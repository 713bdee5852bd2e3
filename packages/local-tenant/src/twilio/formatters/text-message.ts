import type { TextMessage } from "../entities";

/** A message as Programmable Messaging answers that it took one. Its dates are RFC 2822, unlike Verify's. */
export function formatTextMessage({ sid, to, messagingServiceSid, body, at }: TextMessage, accountSid: string) {
  const date = new Date(at).toUTCString().replace("GMT", "+0000");
  return {
    sid,
    account_sid: accountSid,
    messaging_service_sid: messagingServiceSid,
    to,
    from: null,
    body,
    status: "accepted",
    direction: "outbound-api",
    num_segments: "0",
    num_media: "0",
    price: null,
    price_unit: null,
    error_code: null,
    error_message: null,
    api_version: "2010-04-01",
    date_created: date,
    date_updated: date,
    date_sent: null,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`,
  };
}
