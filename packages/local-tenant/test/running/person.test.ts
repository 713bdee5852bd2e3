import { startTestTenant, type TestTenant } from "../support/test-tenant";

const challenge = (factors: string) =>
  `exports.onExecutePostLogin = async (event, api) => { api.authentication.challengeWithAny([${factors}]); };`;
const enroll = `exports.onExecutePostLogin = async (event, api) => { api.authentication.enrollWith({ type: "phone" }); };`;

let sandbox: TestTenant | undefined;

afterEach(() => sandbox?.stop());

async function start(code: string): Promise<TestTenant> {
  sandbox = await startTestTenant(() => [{ name: "Action", code }]);
  return sandbox;
}

const password = { user: "authenticator", method: "password" } as const;

test("a person answers with the factor they were told to, where the prompt offers it", async () => {
  const { complete } = await start(challenge('{ type: "otp" }, { type: "recovery-code" }'));
  const login = await complete(password, { mfa: "recovery-code" });
  expect(login.state).toBe("completed");
  expect(login.timeline).toContainEqual(
    expect.objectContaining({ kind: "answer", factor: "recovery-code", accepted: true }),
  );
});

test("a person gives up where the factor they want is not offered", async () => {
  const { complete } = await start(challenge('{ type: "otp" }'));
  const login = await complete(password, { mfa: "phone" });
  expect(login.outcome).toMatchObject({ error: "abandoned", description: "The prompt offers otp, not phone." });
});

test("a person gives up when no code arrives", async () => {
  const { complete, verify, server } = await start(enroll);
  verify.faults.set("verification/create", { kind: "error", status: 500 });
  const login = await complete({ user: "phone-only", method: "sms" });
  expect(login.outcome).toMatchObject({ error: "abandoned", description: "No code arrived." });
  expect(login.timeline).toContainEqual(
    expect.objectContaining({ kind: "code-not-sent", reason: expect.stringContaining("500") }),
  );
  expect(server.conversion().total_attempts).toBe(0);
});

test("a person types in no code of an earlier login when a new one does not arrive", async () => {
  const { complete, verify } = await start(challenge('{ type: "phone" }'));
  const user = { user: "password-phone", method: "password" } as const;
  expect((await complete(user)).state).toBe("completed");
  while (Date.now() === verify.store.messages.at(-1)?.at) await new Promise(setImmediate);
  verify.faults.set("verification/create", { kind: "error", status: 429 });
  const login = await complete(user);
  expect(login.outcome).toMatchObject({ error: "abandoned", description: "No code arrived." });
  expect(login.timeline.map(({ kind }) => kind)).not.toContain("answer");
});

test("a person enrols the number they were told to, and reads its code there", async () => {
  const { complete, user, codeFor } = await start(enroll);
  const login = await complete({ user: "not-enrolled", method: "password" }, { phoneNumber: "+12025550150" });
  expect(login.state).toBe("completed");
  expect(codeFor("+12025550150")).toMatch(/^\d{6}$/);
  expect(user("not-enrolled").enrollments).toMatchObject([{ type: "phone", phoneNumber: "+12025550150" }]);
});

test("a person without any number enrols the local tenant's spare one", async () => {
  const { complete, users, user } = await start(enroll);
  users.add({ handle: "numberless", password: "p" });
  expect((await complete({ user: "numberless", method: "password" })).state).toBe("completed");
  expect(user("numberless").enrollments).toMatchObject([{ type: "phone", phoneNumber: "+12025550199" }]);
});

test("codeFor says when nothing was sent", async () => {
  const { codeFor } = await start(enroll);
  expect(() => codeFor("+12025550151")).toThrow("No code was sent to +12025550151.");
});
