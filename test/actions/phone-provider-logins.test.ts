import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../packages/local-tenant/src/twilio";
import { bundleActions, type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { type Sandbox, startSandbox } from "../support/sandbox";
import { addSmsUser, approvals } from "./support";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});
const trigger = { id: "custom-phone-provider", version: "v1" };
const secrets = {
  TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid,
  TWILIO_API_KEY: FIXED_ACCOUNT.keys[0]!.sid,
  TWILIO_API_KEY_SECRET: FIXED_ACCOUNT.keys[0]!.secret,
  TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ settings: { mfaChallenge: { enrol: "skip" } } });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.verify.reset());

/** Makes our Action with these settings what sends the tenant's messages. */
function sendWith(phoneProvider: NonNullable<TenantConfig["settings"]>["phoneProvider"] = {}): void {
  const { tenant, server } = sandbox;
  const { dev } = defineTenants({
    dev: {
      domain: "localhost",
      credentials: "api-key",
      phoneProvider: "verify",
      settings: { phoneProvider: { verifyOrigin: server.verifyUrl, ...phoneProvider } },
    },
  });
  const code = bundleActions(dev, compiled).phoneProvider;
  const { id } = tenant.actions.create({
    name: "Sender",
    code,
    trigger,
    secrets: Object.entries(secrets).map(([name, value]) => ({ name, value })),
  });
  tenant.actions.deploy(id);
  tenant.bindings.replace(trigger.id, [{ ref: { type: "action_id", value: id } }]);
}

describe("A second code while the first is pending", () => {
  const cancelFirst = { resend: "cancel-first", rateLimits: { number: "recipient" } } as const;

  test.each([
    ["create", {}, "sent", true],
    ["create", {}, "ignored", false],
    ["cancel-first", cancelFirst, "sent", true],
    ["cancel-first", cancelFirst, "ignored", true],
  ] as const)("with %s %j, where Verify has it %s, opens the login: %p", async (_, settings, second, opens) => {
    sendWith(settings);
    sandbox.verify.store.secondCustomCode = second;
    const user = addSmsUser(sandbox);
    const login = await sandbox.login({ user: user.handle, method: "sms" });
    await login.resendCode();
    const result = await login.submitCode(sandbox.codeFor(user.phone_number!));
    expect(result.accepted).toBe(opens);
    expect(approvals(sandbox)).toEqual(opens ? [user.phone_number] : []);
  });
});

test("a refusal of Verify's stands in the tenant log with its reason and number", async () => {
  sendWith();
  sandbox.verify.faults.set("verification/create", { kind: "refusal", status: 403, code: 60410, times: 1 });
  const user = addSmsUser(sandbox);
  await sandbox.login({ user: user.handle, method: "sms" });
  expect(sandbox.tenant.logs.list().at(-1)).toMatchObject({
    type: "fn",
    description: expect.stringMatching(/^fraud-guard: .+ Twilio error 60410\.$/),
  });
  expect(sandbox.verify.store.messages).toEqual([]);
});

test("where Twilio is busy, the code arrives at a later attempt, and opens the login", async () => {
  sendWith();
  sandbox.verify.faults.set("verification/create", { kind: "error", status: 429, times: 1 });
  const user = addSmsUser(sandbox);
  const login = await sandbox.login({ user: user.handle, method: "sms" });
  const { phone, tenant } = sandbox.server;
  expect(phone.retries).toBe(1);
  const now = tenant.clock.now();
  jest.spyOn(tenant.clock, "now").mockImplementation(() => now + 20_000);
  await phone.retryDue();
  jest.restoreAllMocks();
  expect((await login.submitCode(sandbox.codeFor(user.phone_number!))).accepted).toBe(true);
});

test.each(["blocked_account", "change_password", "password_breach"] as const)(
  "a message %s arrives as a text where there is a messaging service, and not without one",
  async (messageType) => {
    sendWith();
    expect(await sandbox.server.sendMessage("password-phone", messageType)).toMatchObject({
      sent: false,
      reason: expect.stringMatching("^without-code: "),
    });
    sendWith({ messagingServiceSid: `MG${"b".repeat(32)}` });
    expect(await sandbox.server.sendMessage("password-phone", messageType)).toMatchObject({ sent: true });
    expect(sandbox.verify.store.texts).toMatchObject([
      { to: "+12025550102", body: expect.stringMatching(/password|account/) },
    ]);
  },
);
