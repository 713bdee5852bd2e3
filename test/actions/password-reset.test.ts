import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { bundleActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import { type Sandbox, startSandbox } from "../support/sandbox";

const TRIGGER = "password-reset-post-challenge";
const NAME = "Verify feedback - password reset";

let sandbox: Sandbox;
let server: LocalTenantServer;

beforeAll(async () => {
  sandbox = await startSandbox({ actions: [] });
  server = sandbox.server;
  const verifyOrigin = server.verifyUrl;
  const { dev } = defineTenants({
    dev: {
      domain: "localhost",
      credentials: "auth-token",
      reportPasswordResets: true,
      settings: { passwordResetFeedback: { verifyOrigin } },
    },
  });
  bind(NAME, bundleActions(dev, await compileOurActions()).passwordResetFeedback);
});
afterAll(() => sandbox.stop());
beforeEach(() => server.reset());

function bind(name: string, code: string): string {
  const names = ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_VERIFY_SID"];
  const { id } = server.tenant.actions.create({
    name,
    code,
    trigger: { id: TRIGGER, version: "v1" },
    dependencies: [{ name: "twilio", version: "6.2.0" }],
    secrets: names.map((secret) => ({ name: secret, value: verifyVariables[secret]! })),
  });
  server.tenant.actions.deploy(id);
  server.tenant.bindings.append(id);
  return id;
}

type Run = Awaited<ReturnType<LocalTenantServer["resetPassword"]>>;

function said({ timeline }: Run): string[] {
  return timeline.flatMap((entry) =>
    entry.kind === "action" && entry.name === NAME ? entry.console.map(({ text }) => text) : [],
  );
}

it.each(["sms", "voice"] as const)("reports the code by %s that opened a password reset, once", async (channel) => {
  const run = await server.resetPassword("password-phone", channel);
  expect(run.outcome).toEqual({ status: "completed" });
  expect(said(run)).toEqual([expect.stringMatching(/^verify-feedback password-reset-feedback approved \d+ms/)]);
  expect(server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

it("reports nothing where the code was wrong or never came", async () => {
  const wrong = await server.resetPassword("password-phone", "sms", "not-it");
  expect(wrong.outcome).toMatchObject({ status: "ended", error: "wrong_code" });
  const { phoneProvider } = server.tenant;
  phoneProvider.update(phoneProvider.current()!.id, { disabled: true });
  const unsent = await server.resetPassword("password-phone");
  phoneProvider.update(phoneProvider.current()!.id, { disabled: false });
  expect(unsent.outcome).toMatchObject({ status: "ended", error: "code_not_sent" });
  expect([...said(wrong), ...said(unsent)]).toEqual([]);
  expect(server.conversion()).toMatchObject({ total_converted: 0 });
});

it("leaves somebody else's pending code alone", async () => {
  await sandbox.login({ user: "phone-only", method: "sms" });
  await server.resetPassword("password-phone");
  expect(server.conversion()).toMatchObject({ total_attempts: 2, total_converted: 1 });
});

it("holds no reset when Verify fails, and says so in its line", async () => {
  server.verify.faults.set("verification/update", { kind: "refusal", status: 500, code: 20500 });
  const run = await server.resetPassword("password-phone");
  expect(run.outcome).toEqual({ status: "completed" });
  expect(said(run)).toEqual([expect.stringContaining("failed:server 500")]);
});

it("runs after the Actions of others, whose denial ends the reset before it", async () => {
  const ours = server.tenant.bindings.list(TRIGGER)[0]!;
  const id = bind("Risk", "exports.onExecutePostChallenge = async (event, api) => { api.access.deny('no'); };");
  server.tenant.bindings.replace(TRIGGER, [
    { ref: { type: "action_id", value: id } },
    { ref: { type: "action_id", value: ours.actionId } },
  ]);
  const run = await server.resetPassword("password-phone");
  server.tenant.actions.delete(id, true);
  expect(run.outcome).toEqual({ status: "ended", error: "denied", description: "no" });
  expect(said(run)).toEqual([]);
});
