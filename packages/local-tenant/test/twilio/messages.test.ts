import { FEEDBACK_KEY, FIXED_ACCOUNT, STANDARD_KEY } from "../../src/twilio";
import { NUMBER, rejection, type Served, serveVerify } from "./support/serve";

let served: Served;
beforeEach(async () => {
  served = await serveVerify();
});
afterEach(() => served.close());

const messagingServiceSid = `MG${"a".repeat(32)}`;
const clientOf = ({ sid, secret }: { sid: string; secret: string }) => {
  const client = served.clientOf(sid, secret);
  client.api.baseUrl = served.origin;
  return client;
};

test("a text by a messaging service arrives as it was written", async () => {
  const message = await clientOf(STANDARD_KEY).messages.create({ to: NUMBER, messagingServiceSid, body: "Blocked." });
  expect(message).toMatchObject({ to: NUMBER, messagingServiceSid, body: "Blocked.", status: "accepted" });
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
  expect(message.dateCreated).toEqual(new Date(served.clock.now()));
  expect(served.verify.store.texts).toMatchObject([{ to: NUMBER, messagingServiceSid, body: "Blocked." }]);
  served.verify.reset();
  expect(served.verify.store.texts).toEqual([]);
});

test.each([
  [{ to: "12", messagingServiceSid, body: "x" }, "To"],
  [{ to: NUMBER, messagingServiceSid: "MG1", body: "x" }, "MessagingServiceSid"],
  [{ to: NUMBER, messagingServiceSid, body: "" }, "Body"],
])("%j is refused", async (message, name) => {
  const refused = await rejection(clientOf(STANDARD_KEY).messages.create(message));
  const said = name === "To" ? `Invalid parameter \`To\`: ${message.to}` : `Invalid parameter: ${name}`;
  expect(refused).toMatchObject({ status: 400, code: 60200, message: said });
});

test("a key that may only report feedback may not send texts, nor any key for another account", async () => {
  const message = { to: NUMBER, messagingServiceSid, body: "x" };
  expect(await rejection(clientOf(FEEDBACK_KEY).messages.create(message))).toMatchObject({ code: 70051 });
  const basic = Buffer.from(`${FIXED_ACCOUNT.sid}:${FIXED_ACCOUNT.authToken}`).toString("base64");
  const answer = await fetch(`${served.origin}/2010-04-01/Accounts/AC${"9".repeat(32)}/Messages.json`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ To: NUMBER, MessagingServiceSid: messagingServiceSid, Body: "x" }).toString(),
  });
  expect(await answer.json()).toMatchObject({ code: 70051 });
});
