import type { PhoneDocument } from "../../src/control/phone/document";
import type { MessageDocument } from "../../src/control/phone/message-document";
import { AdjustableClock } from "../../src/support/clock";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";

const clock = new AdjustableClock();
const phone = "+12025550101";
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await startTestTenant(reportingActions, { clock });
});
afterAll(() => tenant.stop());
beforeEach(() => tenant.server.reset());

async function look(query = ""): Promise<PhoneDocument> {
  const headers = { authorization: `Bearer ${tenant.server.credentials.controlToken}` };
  const response = await fetch(`https://${tenant.tenant.domain}/_sandbox/phone${query}`, { headers });
  expect(response.status).toBe(200);
  return (await response.json()) as PhoneDocument;
}

const newest = async (): Promise<MessageDocument> => (await look()).messages[0]!;
const fates = async () => (await look()).messages.map(({ fate }) => fate);
const signIn = () => tenant.login({ user: "phone-only", method: "sms" });
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

test("nothing has arrived anywhere at first", async () => {
  expect(await look()).toMatchObject({ recipients: [], total: 0, messages: [] });
});

test("a code waits at its number until it is typed in, and says which login it is for", async () => {
  const login = await signIn();
  const { recipients, messages } = await look();
  expect(recipients).toEqual([{ to: phone, user: "phone-only", messages: 1, newestAt: expect.any(Number) }]);
  expect(messages).toEqual([
    expect.objectContaining({
      ...{ to: phone, channel: "sms", fate: "waiting", purpose: "first-factor", wrongGuesses: 0 },
      code: tenant.codeFor(phone),
      login: { id: login.id, state: "awaiting-code" },
      verification: expect.objectContaining({ status: "pending", converted: false }),
    }),
  ]);
  // The code is issued before its message is on its way, which takes as long as the Action that sends it.
  const left = messages[0]!.expiresAt! - messages[0]!.at;
  expect(left).toBeLessThanOrEqual(3 * 60_000);
  expect(left).toBeGreaterThan(2.5 * 60_000);
});

test("a code that was typed in was reported a little later, and Verify counts it as converted", async () => {
  await tenant.complete({ user: "phone-only", method: "sms" });
  const { at, usedAt, report, verification, fate } = await newest();
  expect({ fate, report, verification }).toMatchObject({
    fate: "reported",
    report: { accepted: true, status: 200 },
    verification: { status: "approved", converted: true },
  });
  expect(usedAt).toBeGreaterThanOrEqual(at);
  expect(report!.at).toBeGreaterThanOrEqual(usedAt!);
  expect(verification!.endedAt).toBeGreaterThanOrEqual(report!.at);
});

test("a used code that Verify could not be told of shows the request that failed", async () => {
  tenant.verify.faults.set("verification/update", { kind: "error", status: 500, times: 1 });
  await tenant.complete({ user: "phone-only", method: "sms" });
  expect(await newest()).toMatchObject({
    fate: "used",
    usedAt: expect.any(Number),
    report: { accepted: false, status: 500, code: 20500 },
    verification: { status: "pending", converted: false },
  });
});

test("a used code whose report Verify counted for a newer one is not reported itself", async () => {
  const first = await signIn();
  const { code = "" } = await newest();
  await signIn();
  await first.submitCode(code);
  expect((await look()).messages).toMatchObject([
    { fate: "waiting", verification: { status: "approved", converted: true } },
    { fate: "used", verification: { status: "approved", converted: false } },
  ]);
});

test("a code is replaced by a newer one of its login", async () => {
  const login = await signIn();
  await login.resendCode();
  expect(await fates()).toEqual(["waiting", "replaced"]);
});

test("a code is given up with its login", async () => {
  (await signIn()).abandon();
  expect(await fates()).toEqual(["given-up"]);
});

test("a code expires by the tenant's clock", async () => {
  await signIn();
  clock.advance(3 * 60_000 + 1);
  expect(await fates()).toEqual(["expired"]);
});

test("wrong guesses are counted, and the third one locks the code", async () => {
  const login = await signIn();
  const guess = () => login.submitCode(wrong(tenant.codeFor(phone)));
  await guess();
  expect(await newest()).toMatchObject({ fate: "waiting", wrongGuesses: 1 });
  await guess();
  await guess();
  expect(await newest()).toMatchObject({ fate: "locked", wrongGuesses: 3 });
});

test("a code that was not sent says why", async () => {
  tenant.verify.faults.set("verification/create", { kind: "refusal", status: 403, code: 60410, times: 1 });
  await signIn();
  expect(await newest()).toMatchObject({ fate: "not-sent", to: phone, problem: expect.stringContaining("60410") });
});

test("a code that arrived although its sender was told of an error did arrive", async () => {
  const fault = { kind: "error", status: 500, times: 1, takesEffect: true } as const;
  tenant.verify.faults.set("verification/create", fault);
  await signIn();
  expect(await fates()).toEqual(["waiting"]);
});

test("texts without a code and codes sent by e-mail are there, too", async () => {
  await tenant.server.sendMessage("phone-only", "otp_verify");
  const login = await tenant.login({ user: "email-only", method: "email" });
  const { messages, recipients } = await look();
  expect(messages.map(({ channel, purpose, fate }) => ({ channel, purpose, fate }))).toEqual([
    { channel: "email", purpose: "first-factor", fate: "waiting" },
    { channel: "sms", purpose: "message", fate: "waiting" },
  ]);
  expect(recipients.map(({ user }) => user)).toEqual(["email-only", "phone-only"]);
  await tenant.finish(login);
  const [mail] = (await look()).messages;
  expect(mail).toMatchObject({ fate: "used" });
  expect(mail).not.toHaveProperty("verification");
});

test("a code that a program sent by Verify itself is shown with what Verify knows of it", async () => {
  const { account, serviceSid } = tenant.server.credentials.verify;
  const authorization = `Basic ${btoa(`${account.sid}:${account.authToken}`)}`;
  const url = `${tenant.server.verifyUrl}/v2/Services/${serviceSid}/Verifications`;
  const body = new URLSearchParams({ To: "+4915112345678", Channel: "sms" });
  await fetch(url, { method: "POST", headers: { authorization }, body });
  const message = await newest();
  expect(message).toMatchObject({ to: "+4915112345678", fate: "waiting" });
  expect(message).not.toHaveProperty("login");
  expect((await look()).recipients[0]).not.toHaveProperty("user");
});

test("the newest messages of one number can be asked for", async () => {
  for (let times = 0; times < 3; times += 1) await signIn();
  await tenant.server.sendMessage("password-phone", "otp_verify");
  const { total, messages, recipients } = await look(`?to=${encodeURIComponent(phone)}&limit=2`);
  expect([total, messages.length, recipients.length]).toEqual([3, 2, 2]);
  expect(messages.every(({ to }) => to === phone)).toBe(true);
});
