import { unauthorized } from "../errors";
import { formatTextMessage } from "../formatters/text-message";
import { parseBody } from "../parse";
import { createMessageBody } from "../schemas";
import { newSid } from "../sid";
import { answer, type Route } from "./route";

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
