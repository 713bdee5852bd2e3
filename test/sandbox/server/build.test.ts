import { type Sandbox, startSandbox } from "../../support/sandbox";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ actions: [] });
});
afterAll(() => sandbox.stop());

const code = "exports.onExecutePostLogin = async () => {};";

function build(change: { code?: string; dependencies?: { name: string; version: string }[] }) {
  const { actions } = sandbox.tenant;
  const action = actions.create({ name: "a", trigger: { id: "post-login", version: "v3" }, code, ...change });
  return { action, status: actions.status(action) };
}

test.each([
  ["code that does not parse", { code: "const a = ;" }],
  ["another version than the one that is installed", { dependencies: [{ name: "twilio", version: "5.0.0" }] }],
  ["a package that is not installed", { dependencies: [{ name: "no-such-package", version: "1.0.0" }] }],
])("%s does not build, and so breaks no login", (_, change) => {
  const { action, status } = build(change);
  expect(status).toBe("failed");
  expect(() => sandbox.tenant.actions.deploy(action.id)).toThrow("A draft must be in the 'built' state");
});

test("what parses and finds its packages is built, in the version that is there", () => {
  expect(build({}).status).toBe("built");
  const { action, status } = build({ dependencies: [{ name: "twilio", version: "latest" }] });
  expect(status).toBe("built");
  expect(action.dependencies).toEqual([{ name: "twilio", version: expect.stringMatching(/^\d+\.\d+\.\d+$/) }]);
});
