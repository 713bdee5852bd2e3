import { startTestTenant, type TestTenant } from "../support/test-tenant";

let sandbox: TestTenant;
beforeAll(async () => {
  sandbox = await startTestTenant();
});
afterAll(() => sandbox.stop());

const code = "exports.onExecutePostLogin = async () => {};";

function build(change: { code?: string; dependencies?: { name: string; version: string }[] }) {
  const { actions } = sandbox.tenant;
  const action = actions.create({ name: "a", trigger: { id: "post-login", version: "v3" }, code, ...change });
  return { action, status: actions.status(action) };
}

test.each([
  ["another version than the one that is installed", { dependencies: [{ name: "twilio", version: "5.0.0" }] }],
  ["a package that is not installed", { dependencies: [{ name: "no-such-package", version: "1.0.0" }] }],
])("%s does not build, and so breaks no login", (_, change) => {
  const { action, status } = build(change);
  expect(status).toBe("failed");
  expect(() => sandbox.tenant.actions.deploy(action.id)).toThrow("'built' state");
});

test("code that is not valid JavaScript builds, as on the platform, and fails the logins that run it", async () => {
  const { action, status } = build({ code: "exports.onExecutePostLogin = async () => {};'" });
  expect(status).toBe("built");
  sandbox.tenant.actions.deploy(action.id);
  sandbox.tenant.bindings.append(action.id);
  const { outcome } = await sandbox.complete({ user: "phone-only", method: "sms" });
  sandbox.tenant.bindings.replace("post-login", []);
  expect(outcome).toMatchObject({ error: "access_denied", description: "Invalid or unexpected token" });
});

test("what finds its packages is built, in the version that is there", () => {
  expect(build({}).status).toBe("built");
  const { action, status } = build({ dependencies: [{ name: "twilio", version: "latest" }] });
  expect(status).toBe("built");
  expect(action.dependencies).toEqual([{ name: "twilio", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }]);
});
