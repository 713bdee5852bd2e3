import type { Credentials } from "../verify/credentials";
import { type Delivery, dropped } from "./delivery";
import { post } from "./twilio-request";

export interface MessageRequest {
  to: string;
  body: string;
  /** `AC` and 32 hex digits, whichever credential signs in. */
  accountSid: string | undefined;
  messagingServiceSid: string;
  credentials: Credentials;
  /** `undefined`: Twilio's own. */
  origin?: string;
  /** On the clock of `performance.now()`. */
  deadline: number;
}

/** Sends a text without a code through Twilio's Messages, since Verify sends codes only. */
export async function sendMessage(request: MessageRequest): Promise<Delivery> {
  const { to, body, accountSid = "", messagingServiceSid, credentials, deadline } = request;
  if (!/^AC[0-9a-fA-F]{32}$/.test(accountSid)) {
    return dropped("secrets", "Messages without a code need the account's own SID.", "TWILIO_ACCOUNT_SID");
  }
  const uri = `${request.origin ?? "https://api.twilio.com"}/2010-04-01/Accounts/${accountSid}/Messages.json`;
  return post(uri, { To: to, MessagingServiceSid: messagingServiceSid, Body: body }, credentials, deadline);
}
