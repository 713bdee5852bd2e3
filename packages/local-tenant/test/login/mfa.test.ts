import { totp } from "../../src/auth0/login";
import { type OtpEnrollment, seedRecoveryCode, seedTotpSecret } from "../../src/auth0/users";
import { onPostLogin, print, printed, setUp } from "./support";

const challenge = (factor: string, options = "{}") =>
  onPostLogin(`api.authentication.challengeWith({ type: "${factor}" }, ${options});`);
const enroll = (factor: string) => onPostLogin(`api.authentication.enrollWith({ type: "${factor}" });`);
const methods = print("event.authentication.methods.map(({ name, type }) => type ?? name)");

test("a challenge pauses, sends a code to the enrolled phone, and the next Action sees the answer", async () => {
  const { engine, sent, code, logTypes, clock } = setUp(challenge("phone"), methods);
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(login.state).toBe("awaiting-mfa");
  expect(login.prompt).toMatchObject({ command: "challenge", factors: ["phone"], action: "Action 1" });
  expect(sent).toMatchObject([{ to: "+12025550102", channel: "sms", messageType: "otp_verify" }]);
  clock.advance(8000);
  expect(await login.answer({ factor: "phone", code: code() })).toEqual({ accepted: true });
  expect(login.outcome).toMatchObject({ status: "completed" });
  expect(printed(login)).toEqual([["pwd", "phone"]]);
  expect(logTypes()).toEqual(["gd_start_auth", "gd_send_sms", "gd_auth_succeed", "s", "seacft"]);
});

test("the code goes to the enrolled number where the profile has another", async () => {
  const { engine, sent } = setUp(challenge("phone"));
  engine.users.get("password-phone").enrollments = [{ type: "phone", phoneNumber: "+12025550188" }];
  await engine.startLogin({ user: "password-phone", method: "password" });
  expect(sent[0]?.to).toBe("+12025550188");
});

test.each([
  ["the Action asks for voice", '{ type: "phone", options: { preferredMethod: "voice" } }', undefined, "call"],
  ["the Action asks for sms", '{ type: "phone", options: { preferredMethod: "sms" } }', "voice", "sms"],
  ["it is left to the person", '{ type: "phone", options: { preferredMethod: "both" } }', "voice", "call"],
] as const)("where %s, the code goes out accordingly", async (_, factor, channel, expected) => {
  const { engine, sent } = setUp(onPostLogin(`api.authentication.challengeWith(${factor});`));
  await engine.startLogin({ user: "password-phone", method: "password", ...(channel && { channel }) });
  expect(sent[0]?.channel).toBe(expected);
});

test("the request is a new one after the pause", async () => {
  const request = "JSON.stringify([event.request.method, event.request.query])";
  const both = onPostLogin(
    `console.log(JSON.stringify({ value: ${request} })); api.authentication.challengeWith({ type: "phone" });`,
  );
  const { engine, code } = setUp(both, print(request));
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  await login.answer({ factor: "phone", code: code() });
  const [before, after] = printed(login);
  expect(before).not.toEqual(after);
});

test("another offered factor can be tried; its answer is recorded as that factor", async () => {
  const both = challenge("phone", '{ additionalFactors: [{ type: "otp" }] }');
  const { engine, clock } = setUp(both, methods);
  engine.users.get("password-phone").enrollments.push({ type: "otp", secret: seedTotpSecret });
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(login.prompt?.factors).toEqual(["phone", "otp"]);
  await login.select("otp");
  await login.answer({ factor: "otp", code: totp(seedTotpSecret, clock.now()) });
  expect(printed(login)).toEqual([["pwd", "otp"]]);
});

test("a wrong code is refused and the login waits; the tenth locks it even for the right one", async () => {
  const { engine, code, wrongCode, logTypes } = setUp(challenge("phone"), methods);
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  for (let guess = 0; guess < 10; guess += 1) {
    expect(await login.answer({ factor: "phone", code: wrongCode() })).toMatchObject({ reason: "wrong_code" });
  }
  expect(await login.answer({ factor: "phone", code: code() })).toMatchObject({ reason: "too_many_attempts" });
  expect(login.state).toBe("awaiting-mfa");
  expect(printed(login)).toEqual([]);
  expect(logTypes()).toContain("gd_otp_rate_limit_exceed");
});

test("an MFA code lives five minutes", async () => {
  const { engine, code, clock } = setUp(challenge("phone"));
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  clock.advance(5 * 60_000 + 1);
  expect(await login.answer({ factor: "phone", code: code() })).toMatchObject({ reason: "code_expired" });
  await login.select("phone");
  expect(await login.answer({ factor: "phone", code: code() })).toEqual({ accepted: true });
});

test("an abandoned challenge runs no later Action and leaves no session", async () => {
  const { engine, logTypes } = setUp(challenge("phone"), methods);
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  login.abandon();
  expect(login.outcome).toEqual({
    status: "ended",
    userId: engine.users.get("password-phone").user_id,
    error: "abandoned",
    description: "The user gave up.",
  });
  expect(printed(login)).toEqual([]);
  expect(logTypes()).not.toContain("s");
});

test("a recovery code is accepted once", async () => {
  const { engine } = setUp(challenge("recovery-code"));
  const first = await engine.startLogin({ user: "authenticator", method: "password" });
  expect(await first.answer({ factor: "recovery-code", code: seedRecoveryCode })).toEqual({ accepted: true });
  const second = await engine.startLogin({ user: "authenticator", method: "password" });
  expect(await second.answer({ factor: "recovery-code", code: seedRecoveryCode })).toMatchObject({ accepted: false });
});

test("a push can be rejected on the device", async () => {
  const { engine, logTypes } = setUp(challenge("push-notification"));
  engine.users.get("password-phone").enrollments.push({ type: "push-notification" });
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(await login.answer({ factor: "push-notification", reject: true })).toMatchObject({ reason: "rejected" });
  expect(await login.answer({ factor: "push-notification" })).toEqual({ accepted: true });
  expect(logTypes()).toContain("gd_auth_rejected");
});

test("enrolling a phone sends an enrolment code, counts as MFA, and the next challenge uses that number", async () => {
  const factors = print("[event.user.enrolledFactors, event.authentication.methods.at(-1).type]");
  const { engine, sent, code, logTypes } = setUp(enroll("phone"), factors);
  const login = await engine.startLogin({ user: "not-enrolled", method: "password" });
  expect(login.prompt).toMatchObject({ command: "enroll", factors: ["phone"] });
  expect(sent).toEqual([]);
  await login.enroll({ factor: "phone", phoneNumber: "+12025550177" });
  expect(sent).toMatchObject([{ to: "+12025550177", messageType: "otp_enroll" }]);
  await login.answer({ factor: "phone", code: code() });
  expect(login.state).toBe("completed");
  expect(printed(login)).toEqual([[[{ type: "phone" }], "phone"]]);
  expect(logTypes()).toContain("gd_enrollment_complete");
  expect(engine.users.get("not-enrolled").enrollments).toMatchObject([{ type: "phone", phoneNumber: "+12025550177" }]);
});

test("enrolling an authenticator app hands out the secret whose code confirms it", async () => {
  const { engine, clock } = setUp(enroll("otp"));
  const login = await engine.startLogin({ user: "not-enrolled", method: "password" });
  const { secret } = (await login.enroll({ factor: "otp" })) as OtpEnrollment;
  expect(await login.answer({ factor: "otp", code: totp(secret, clock.now()) })).toEqual({ accepted: true });
  expect(login.state).toBe("completed");
});

test("a factor that the prompt does not offer is refused in words", async () => {
  const { engine } = setUp(challenge("phone"));
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  await expect(login.answer({ factor: "otp", code: "000000" })).rejects.toThrow("does not offer otp; it offers phone");
});

test("the tenant's policy challenges after all Actions, and nothing runs after the answer", async () => {
  const { engine, tenant, code } = setUp(methods);
  tenant.guardian.policies = ["all-applications"];
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(login.prompt).toMatchObject({ origin: "policy" });
  await login.answer({ factor: "phone", code: code() });
  expect(login.state).toBe("completed");
  expect(printed(login)).toEqual([["pwd"]]);
});

test("a challenge that nobody can answer ends the login with mfar in the log", async () => {
  const { engine, logTypes } = setUp(challenge("phone"));
  const login = await engine.startLogin({ user: "not-enrolled", method: "password" });
  expect(login.outcome).toMatchObject({ status: "ended" });
  expect(logTypes()).toContain("mfar");
});

test("the authenticator's codes are those of RFC 6238", () => {
  // Appendix B, SHA-1 with the ASCII secret 12345678901234567890, cut to six digits.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect([59, 1111111109, 20000000000].map((seconds) => totp(secret, seconds * 1000))).toEqual([
    "287082",
    "081804",
    "353130",
  ]);
});
