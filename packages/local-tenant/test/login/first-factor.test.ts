import { LoginError, type LoginOptions, type LoginRequest } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { onPostLogin, print, printed, setUp } from "./support";

const methods = print("event.authentication?.methods");

test("a code by SMS goes to the number of the identity on the SMS connection and becomes the method sms", async () => {
  const { engine, sent, code } = setUp(methods);
  const login = await engine.startLogin({ user: "linked", method: "sms" });
  expect(login.state).toBe("awaiting-code");
  expect(sent).toEqual([{ to: "+12025550105", code: code(), channel: "sms", messageType: "otp_verify" }]);
  expect(code()).toMatch(/^\d{6}$/);
  await login.submitCode(code());
  expect(login.outcome).toMatchObject({ status: "completed" });
  expect(printed(login)).toEqual([[{ name: "sms", timestamp: "2026-01-01T00:00:00.000Z" }]]);
});

test("a code by a call is the method tel and goes out as a call", async () => {
  const { engine, sent, code } = setUp(methods);
  const login = await engine.startLogin({ user: "password-phone", method: "voice" });
  await login.submitCode(code());
  expect(sent[0]).toMatchObject({ to: "+12025550102", channel: "call" });
  expect(printed(login)).toEqual([[{ name: "tel", timestamp: expect.any(String) }]]);
});

test("a code by SMS can belong to a database connection", async () => {
  const { engine, code, sent } = setUp(print("[event.connection.strategy, event.authentication.methods[0].name]"));
  const connection = "Username-Password-Authentication";
  const login = await engine.startLogin({ user: "password-phone", method: "sms", connection });
  await login.submitCode(code());
  expect(sent[0]?.to).toBe("+12025550102");
  expect(printed(login)).toEqual([["auth0", "sms"]]);
});

test("a number stored with separators is called in E.164", async () => {
  const { engine, sent } = setUp();
  engine.users.add({
    handle: "odd",
    phone_number: "1 (202) 555-0111",
    identities: [{ connection: "sms", provider: "sms", user_id: "odd", isSocial: false }],
  });
  await engine.startLogin({ user: "odd", method: "sms" });
  expect(sent[0]?.to).toBe("+12025550111");
});

test("a passwordless e-mail code goes to the mailbox and to no phone", async () => {
  const { engine, sent } = setUp(methods);
  const login = await engine.startLogin({ user: "email-only", method: "email" });
  expect(engine.mailbox).toMatchObject([{ to: "emil@example.com" }]);
  await login.submitCode(engine.mailbox[0]?.code ?? "");
  expect(printed(login)).toEqual([[{ name: "email", timestamp: expect.any(String) }]]);
  expect(sent).toEqual([]);
});

test.each([
  ["federated", "federated", "google-oauth2"],
  ["passkey", "passkey", "auth0"],
  ["password", "pwd", "auth0"],
] as const)("the first factor %s is the method %s on strategy %s and needs no code", async (method, name, strategy) => {
  const { engine, sent } = setUp(print("[event.authentication.methods[0].name, event.connection.strategy]"));
  const identity = (provider: string, connection: string, isSocial: boolean) => ({
    connection,
    provider,
    user_id: `${provider}-1`,
    isSocial,
  });
  engine.users.add({
    handle: "both",
    password: seedPassword,
    identities: [
      identity("auth0", "Username-Password-Authentication", false),
      identity("google-oauth2", "google-oauth2", true),
    ],
  });
  const login = await engine.startLogin({ user: "both", method });
  expect(login.state).toBe("completed");
  expect(printed(login)).toEqual([[name, strategy]]);
  expect(sent).toEqual([]);
});

test("the third wrong code voids the code, and a new one can be asked for", async () => {
  const { engine, code, wrongCode, sent } = setUp();
  const login = await engine.startLogin({ user: "phone-only", method: "sms" });
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await login.submitCode(wrongCode())).toMatchObject({ accepted: false, reason: "wrong_code" });
  }
  expect(await login.submitCode(code())).toMatchObject({ accepted: false, reason: "too_many_attempts" });
  await login.resendCode();
  expect(sent).toHaveLength(2);
  expect(await login.submitCode(code())).toEqual({ accepted: true });
  expect(login.state).toBe("completed");
});

test("a code expires after three minutes", async () => {
  const { engine, code, clock } = setUp();
  const login = await engine.startLogin({ user: "phone-only", method: "sms" });
  clock.advance(3 * 60_000 + 1);
  expect(await login.submitCode(code())).toMatchObject({ accepted: false, reason: "code_expired" });
  expect(login.state).toBe("awaiting-code");
});

test("a code that could not be handed over leaves the login waiting and its reason in timeline and log", async () => {
  const { engine, phone, logTypes } = setUp();
  phone.send = async () => {
    throw new Error("429 60203 Max send attempts reached");
  };
  const login = await engine.startLogin({ user: "phone-only", method: "sms" });
  expect(login.state).toBe("awaiting-code");
  const reason = "429 60203 Max send attempts reached";
  expect(login.timeline).toMatchObject([{ kind: "code-not-sent", to: "••••••••••01", reason }]);
  expect(logTypes()).toContain("fn");
});

test("a wrong password leaves the login waiting, and the tenth blocks the account", async () => {
  const { engine, logTypes } = setUp(methods);
  const login = await engine.startLogin({ user: "password-phone", method: "password", password: "guess 1" });
  expect(login.state).toBe("awaiting-password");
  for (let guess = 2; guess < 10; guess += 1) await login.submitPassword(`guess ${guess}`);
  expect(await login.submitPassword("guess 10")).toMatchObject({ accepted: false, reason: "too_many_attempts" });
  expect(login.outcome).toMatchObject({ status: "ended", error: "access_denied" });
  expect(printed(login)).toEqual([]);
  expect(logTypes().filter((type) => type === "fp")).toHaveLength(9);
});

test("the right password after a wrong one completes the login", async () => {
  const { engine } = setUp();
  const login = await engine.startLogin({ user: "password-phone", method: "password", password: "guess" });
  expect(await login.submitPassword(seedPassword)).toEqual({ accepted: true });
  expect(login.state).toBe("completed");
});

test("two identities on one SMS connection need the number that was typed in", async () => {
  const { engine, sent } = setUp();
  const sms = (id: string, phone_number: string) => ({
    connection: "sms",
    provider: "sms",
    user_id: id,
    isSocial: false,
    profileData: { phone_number },
  });
  engine.users.add({
    handle: "two",
    phone_number: "+12025550120",
    identities: [sms("a", "+12025550120"), sms("b", "+12025550121")],
  });
  await engine.startLogin({ user: "two", method: "sms", phoneNumber: "+1 202 555 0121" });
  expect(sent[0]?.to).toBe("+12025550121");
  const stranger = engine.startLogin({ user: "two", method: "sms", phoneNumber: "+12025550199" });
  await expect(stranger).rejects.toThrow("does not sign in with that number");
});

test("options that don't fit together are refused in words", async () => {
  const { engine } = setUp();
  const start = (request: LoginRequest) => engine.startLogin(request as LoginOptions);
  await expect(start({ user: "nobody", method: "sms" })).rejects.toThrow(/No user "nobody".*phone-only/);
  await expect(start({ user: "phone-only" })).rejects.toThrow(LoginError);
  await expect(start({ user: "phone-only", method: "sms", prompt: "none" })).rejects.toThrow("prompt=none");
  await expect(start({ user: "phone-only", method: "sms", client: "none" })).rejects.toThrow('No client "none"');
  await expect(start({ user: "email-only", method: "sms" })).rejects.toThrow("no phone number on the connection");
});

test.each([
  ["phone-only", "password", "no password on the connection", "sms"],
  ["phone-only", "passkey", "no account that a passkey could open", "sms"],
  ["phone-only", "email", "no account that opens with a code by e-mail", "sms"],
  ["password-phone", "federated", 'no account on the connection "google-oauth2"', "password"],
  ["password-phone", "email", 'no account that opens with a code by e-mail on the connection "email"', "password"],
  ["email-only", "password", "no password", "email"],
] as const)("%s can't log in by %s, and is told what fits", async (user, method, lacking, fitting) => {
  const started = setUp().engine.startLogin({ user, method });
  await expect(started).rejects.toThrow(LoginError);
  await expect(started).rejects.toThrow(new RegExp(`User "${user}" has ${lacking}.*method that fits is ${fitting}\\.`));
});

test.each([
  ["denied", "api.access.deny(`because ${event.secrets.TOKEN}`)", "because [secret TOKEN]"],
  ["failed", "throw new Error(`because ${event.secrets.TOKEN}`)", "because [secret TOKEN]"],
])(
  "a secret in the reason why a login was %s is blanked in outcome, timeline and tenant log",
  async (_, body, blanked) => {
    const { engine, tenant } = setUp();
    const trigger = { id: "post-login", version: "v3" };
    const secrets = [{ name: "TOKEN", value: "s3cr3t-value" }];
    const { id } = tenant.actions.create({ name: "leaky", code: onPostLogin(body), trigger, secrets });
    tenant.actions.deploy(id);
    tenant.bindings.append(id);
    const login = await engine.startLogin({ user: "password-phone", method: "password" });
    expect(login.outcome).toMatchObject({ error: "access_denied", description: blanked });
    expect(tenant.logs.list().find(({ type }) => type === "f")?.description).toBe(blanked);
    expect(JSON.stringify([login.outcome, login.timeline, tenant.logs.list()])).not.toContain("s3cr3t");
  },
);

test("a step that does not fit the state is refused and changes nothing", async () => {
  const { engine, code } = setUp();
  const login = await engine.startLogin({ user: "phone-only", method: "sms" });
  await expect(login.answer({ factor: "phone", code: code() })).rejects.toThrow("not awaiting-mfa but awaiting-code");
  await login.submitCode(code());
  await expect(login.submitCode(code())).rejects.toThrow("not awaiting-code but completed");
});
