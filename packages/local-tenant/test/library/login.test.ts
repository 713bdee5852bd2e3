import { type RunningTenant, type TenantSource, totp } from "../../src";
import { start } from "./support";

const code = `exports.onExecutePostLogin = async (event, api) => {
  console.log("hello", event.user.name);
  api.idToken.setCustomClaim("https://example.com/color", event.secrets.COLOR);
  api.accessToken.addScope("read:colors");
  api.accessToken.setCustomClaim("sub", "somebody else");
};`;
const challenge = `exports.onExecutePostLogin = async (event, api) => {
  api.authentication.challengeWith({ type: "phone" });
};`;
const enroll = `exports.onExecutePostLogin = async (event, api) => { api.authentication.enrollWith({ type: "phone" }); };`;

let tenant: RunningTenant | undefined;

afterEach(() => tenant?.stop());

async function started(...actions: NonNullable<TenantSource["actions"]>): Promise<RunningTenant> {
  tenant = await start({ source: { actions } });
  return tenant;
}

test("a login to its end tells of tokens and of what each Action did", async () => {
  const { login } = bound(await started({ name: "Add a claim", code, secrets: { COLOR: "red" } }));
  const { outcome, tokens, actions } = await login({ user: "phone-only", method: "sms" });
  expect(outcome).toMatchObject({ status: "completed", sessionId: expect.any(String) });
  expect(tokens).toEqual({
    idToken: { "https://example.com/color": "red" },
    // Auth0 lets no Action say who the user is.
    accessToken: {},
    scopes: { "read:colors": true },
  });
  expect(actions).toMatchObject([{ name: "Add a claim", result: "ok", console: ["hello Pia Phone"] }]);
  expect(actions[0]?.calls.map(({ method }) => method)).toContain("accessToken.addScope");
});

test("a denied login has an error and no tokens", async () => {
  const denies = `exports.onExecutePostLogin = async (event, api) => { api.access.deny("not today"); };`;
  const { login } = bound(await started({ name: "Deny", code: denies }));
  const { outcome, tokens, actions } = await login({ user: "password-phone", method: "password" });
  expect(outcome).toMatchObject({ status: "ended", error: "access_denied", description: "not today" });
  expect(tokens).toBeUndefined();
  expect(actions).toMatchObject([{ result: "denied" }]);
});

test("an Action that throws is named with what it threw", async () => {
  const throws = `exports.onExecutePostLogin = async () => { throw new TypeError("no such thing"); };`;
  const { login } = bound(await started({ name: "Broken", code: throws }));
  const { actions, outcome } = await login({ user: "password-phone", method: "password" });
  expect(outcome.error).toBe("access_denied");
  expect(actions).toMatchObject([{ name: "Broken", result: "error", error: "no such thing" }]);
});

test("a login is taken step by step: a wrong answer, a new code, the right one", async () => {
  const { startLogin, inbox } = bound(await started({ name: "MFA", code: challenge }));
  const login = await startLogin({ user: "password-phone", method: "password" });
  expect(login.state).toBe("awaiting-mfa");
  expect(login.prompt?.factors).toEqual(["phone"]);
  expect(await login.answer({ factor: "phone", code: "wrong" })).toMatchObject({ reason: "wrong_code" });
  await login.select("phone");
  expect(await login.answer({ factor: "phone", code: await inbox.codeFor("+12025550102") })).toEqual({
    accepted: true,
  });
  expect(login.outcome).toMatchObject({ status: "completed" });
});

test("a phone is enrolled, and its user has it from then on", async () => {
  const { startLogin, inbox, users } = bound(await started({ name: "Enrol", code: enroll }));
  const login = await startLogin({ user: "not-enrolled", method: "password" });
  await login.enroll({ factor: "phone", phoneNumber: "+1 202 555 0177" });
  await login.answer({ factor: "phone", code: await inbox.codeFor("+1 202 555 0177") });
  expect(login.outcome).toMatchObject({ status: "completed" });
  expect(users.get("not-enrolled").enrollments).toMatchObject([{ type: "phone", phoneNumber: "+12025550177" }]);
});

test("an authenticator app is enrolled by the code of its secret, and asked for later", async () => {
  const otp = `exports.onExecutePostLogin = async (event, api) => {
    const [factor] = event.user.enrolledFactors;
    if (factor) api.authentication.challengeWith({ type: "otp" });
    else api.authentication.enrollWith({ type: "otp" });
  };`;
  const { startLogin, login } = bound(await started({ name: "Authenticator", code: otp }));
  const first = await startLogin({ user: "not-enrolled", method: "password" });
  const { secret } = await first.enroll({ factor: "otp" });
  expect(await first.answer({ factor: "otp", code: totp(secret, Date.now()) })).toEqual({ accepted: true });
  const later = await login({ user: "not-enrolled", method: "password" });
  expect(later.outcome.status).toBe("completed");
  expect(later.timeline).toContainEqual(expect.objectContaining({ kind: "answer", factor: "otp", accepted: true }));
});

test("a code's right answer by hand, a resent one, and giving up", async () => {
  const { startLogin, inbox } = bound(await started());
  const login = await startLogin({ user: "phone-only", method: "sms" });
  const first = await inbox.codeFor("+12025550101");
  await login.resendCode();
  const second = await inbox.codeFor("+12025550101");
  expect(await login.submitCode(second)).toEqual({ accepted: true });
  expect(first).toMatch(/^\d{6}$/);
  const other = await startLogin({ user: "phone-only", method: "sms" });
  other.abandon();
  expect(other.outcome).toMatchObject({ error: "abandoned" });
});

test("single sign-on, silent authentication and a refresh token go on from a session", async () => {
  const { login } = bound(await started({ name: "Add a claim", code, secrets: { COLOR: "red" } }));
  const session = (await login({ user: "phone-only", method: "sms" })).outcome.sessionId ?? "";
  for (const more of [{}, { prompt: "none" }, { grant: "refresh_token" }] as const) {
    expect((await login({ session, ...more })).tokens?.idToken).toMatchObject({ "https://example.com/color": "red" });
  }
});

test("a login prints as its timeline", async () => {
  const { login } = bound(await started({ name: "Add a claim", code, secrets: { COLOR: "a-secret-color" } }));
  const text = String(await login({ user: "phone-only", method: "sms" }));
  expect(text).toMatch(/ ms {2}Action {10}Add a claim {2}\d+ ms\n/);
  expect(text).toContain("hello Pia Phone");
  expect(text).toContain('idToken.setCustomClaim("https://example.com/color", "[secret COLOR]")');
});

function bound(running: RunningTenant) {
  return {
    login: running.login.bind(running),
    startLogin: running.startLogin.bind(running),
    inbox: running.inbox,
    users: running.users,
  };
}
