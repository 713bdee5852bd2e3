import { z } from "zod";
import type { TextMessage } from "../entities";
import { unauthorized } from "../errors";
import { parseBody } from "../parse";
import { newSid } from "../sid";
import { answer, type Route } from "./route";
import { E164 } from "./wire";

/** Body of `POST Messages.json`, as far as texts without a code need it. */
const createMessageBody = z.object({
  To: z.string().regex(E164),
  MessagingServiceSid: z.string().regex(/^MG[0-9a-fA-F]{32}$/),
  Body: z.string().min(1).max(1600),
});

/** `POST Messages.json`: a text without a code. It arrives at once. */
export const createMessage: Route = async (c, deps) => {
  const accountSid = c.req.param("AccountSid");
  if (c.get("caller").account.sid !== accountSid) throw unauthorized();
  const { To, MessagingServiceSid, Body } = await parseBody(c, deps, createMessageBody);
  const text = {
    sid: newSid("SM"),
    to: To,
    messagingServiceSid: MessagingServiceSid,
    body: Body,
    at: deps.clock.now(),
  };
  deps.store.addText(text);
  return answer(c, formatTextMessage(text, accountSid), 201);
};

/** A message as Programmable Messaging answers that it took one. Its dates are RFC 2822, unlike Verify's. */
function formatTextMessage({ sid, to, messagingServiceSid, body, at }: TextMessage, accountSid: string) {
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
