import type { LoginOptions, LoginRequest } from "../../src/auth0/login";
import { onPostLogin, print, printed, setUp } from "./support";

const methods = print("event.authentication?.methods?.map(({ name, timestamp }) => [name, timestamp])");
const shape = print("[event.transaction.protocol, event.transaction.prompt, event.session?.id !== undefined]");
const challenge = onPostLogin('api.authentication.challengeWith({ type: "phone" });');
const first = "2026-01-01T00:00:00.000Z";

async function signIn(...actions: string[]) {
  const parts = setUp(...actions);
  const login = await parts.engine.startLogin({ user: "phone-only", method: "sms" });
  await login.submitCode(parts.code());
  const session = login.outcome?.sessionId ?? "";
  expect(session).not.toBe("");
  return { ...parts, login, session };
}

test("single sign-on asks for no first factor and shows the session's methods with their old timestamps", async () => {
  const { engine, session, clock, sent } = await signIn(methods);
  clock.advance(3_600_000);
  const login = await engine.startLogin({ session });
  expect(login.outcome).toMatchObject({ status: "completed", sessionId: session });
  expect(printed(login)).toEqual([[["sms", first]]]);
  expect(sent).toHaveLength(1);
});

test("signing in again in the same session adds a method and keeps the old one", async () => {
  const { engine, session, clock, code } = await signIn(methods);
  clock.advance(60_000);
  const login = await engine.startLogin({ session, method: "sms", prompt: "login" });
  await login.submitCode(code());
  expect(printed(login)).toEqual([
    [
      ["sms", first],
      ["sms", "2026-01-01T00:01:00.000Z"],
    ],
  ]);
});

test("a login that asks again in spite of the session needs a first factor", async () => {
  const { engine, session } = await signIn(methods);
  const request: LoginRequest = { session, prompt: "login" };
  await expect(engine.startLogin(request as LoginOptions)).rejects.toThrow("prompt=login asks for the first factor");
});

test.each([{ grant: "password", method: "password" }, { grant: "token-exchange" }] as const)(
  "%j takes no session: the platform's event has none",
  async (options) => {
    const { engine, session } = await signIn(methods);
    const request: LoginRequest = { ...options, session };
    await expect(engine.startLogin(request as LoginOptions)).rejects.toThrow("has no session; leave session out");
  },
);

test("a silent login without a session ends with login_required and runs no Action", async () => {
  const { engine, logTypes } = setUp(methods);
  const login = await engine.startLogin({ user: "phone-only", prompt: "none" });
  expect(login.outcome).toMatchObject({ status: "ended", error: "login_required" });
  expect(printed(login)).toEqual([]);
  expect(logTypes()).toEqual(["fsa"]);
});

test("a primary user that does not exist ends the login and says so", async () => {
  const { engine } = setUp(onPostLogin('api.authentication.setPrimaryUser("auth0|nobody");'));
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(login.outcome).toMatchObject({
    error: "access_denied",
    description: expect.stringContaining('No user "auth0|nobody" in this tenant'),
  });
});

test("a denied login leaves no session", async () => {
  const { engine } = setUp(onPostLogin('api.access.deny("no");'));
  const login = await engine.startLogin({ user: "password-phone", method: "password" });
  expect(login.outcome).toMatchObject({ status: "ended", error: "access_denied", description: "no" });
  expect(login.outcome?.sessionId).toBeUndefined();
});

test.each([
  ["interactive", { user: "password-phone", method: "password" }, ["oidc-basic-profile", [], true]],
  [
    "password grant",
    { user: "password-phone", method: "password", grant: "password" },
    ["oauth2-password", null, false],
  ],
  ["token exchange", { user: "password-phone", grant: "token-exchange" }, ["oauth2-token-exchange", null, false]],
  ["refresh token", { user: "password-phone", grant: "refresh_token" }, ["oauth2-refresh-token", null, false]],
] as const)("the event of a %s login has its protocol and session", async (_, options, expected) => {
  const { engine } = setUp(shape);
  const login = await engine.startLogin(options);
  expect(login.state).toBe("completed");
  expect(printed(login)).toEqual([JSON.parse(JSON.stringify(expected))]);
});

test("a silent login of a session has prompt none in transaction and query", async () => {
  const { engine, session } = await signIn(print("[event.transaction?.prompt, event.request.query.prompt ?? null]"));
  const login = await engine.startLogin({ session, prompt: "none" });
  expect(printed(login)).toEqual([[["none"], "none"]]);
});

test("a refresh token shows the methods of the session it comes from", async () => {
  const { engine, session, clock } = await signIn(methods);
  clock.advance(86_400_000);
  const login = await engine.startLogin({ session, grant: "refresh_token" });
  expect(printed(login)).toEqual([[["sms", first]]]);
});

test("what the documents leave open can be chosen: methods absent, empty or stale", async () => {
  const raw = print("event.authentication?.methods ?? null");
  const { engine } = setUp(raw);
  const stale = [{ name: "sms", timestamp: first }];
  const options = { user: "phone-only", grant: "refresh_token" } as const;
  const logins = [
    await engine.startLogin(options),
    await engine.startLogin({ ...options, event: { methods: [] } }),
    await engine.startLogin({ ...options, event: { methods: stale } }),
  ];
  expect(logins.map((login) => printed(login)[0])).toEqual([null, [], stale]);
});

test.each([
  [{ grant: "password", method: "password" }, "mfa_required"],
  [{ grant: "refresh_token" }, "mfa_required"],
] as const)("a challenge in %j ends it with %s", async (options, error) => {
  const { engine } = setUp(challenge);
  const login = await engine.startLogin({ user: "password-phone", ...options });
  expect(login.outcome).toMatchObject({ status: "ended", error });
});

test("a wrong password in the password grant is invalid_grant", async () => {
  const { engine, logTypes } = setUp(methods);
  const login = await engine.startLogin({
    user: "password-phone",
    grant: "password",
    method: "password",
    password: "guess",
  });
  expect(login.outcome).toMatchObject({ status: "ended", error: "invalid_grant" });
  expect(logTypes()).toEqual(["fp", "fepft"]);
});

test("session metadata is seen by the session's next login, and by no other session", async () => {
  const count = onPostLogin(
    'const seen = event.session.metadata.count ?? "none"; console.log(JSON.stringify({ value: seen })); api.session.setMetadata("count", "one");',
  );
  const { engine, session, login } = await signIn(count);
  const again = await engine.startLogin({ session });
  const other = await engine.startLogin({ user: "password-phone", method: "password" });
  expect([login, again, other].map((each) => printed(each)[0])).toEqual(["none", "one", "none"]);
});

test("user and app metadata persist to the next login", async () => {
  const write = onPostLogin(
    'console.log(JSON.stringify({ value: [event.user.user_metadata.a ?? 0, event.user.app_metadata.b ?? 0] })); api.user.setUserMetadata("a", 1); api.user.setAppMetadata("b", 2);',
  );
  const { engine, session, code } = await signIn(write);
  expect(printed(await engine.startLogin({ session }))).toEqual([[1, 2]]);
  engine.reset();
  const fresh = await engine.startLogin({ user: "phone-only", method: "sms" });
  await fresh.submitCode(code());
  expect(printed(fresh)).toEqual([[0, 0]]);
});

test("the event can leave out enrolled factors, all of the session but its id, or the session", async () => {
  const what = print("[event.user.enrolledFactors ?? null, event.session ? Object.keys(event.session).length : 0]");
  const { engine } = setUp(what);
  const login = (event: object) => engine.startLogin({ user: "password-phone", method: "password", event });
  expect(printed(await login({ enrolledFactors: "unknown" }))).toEqual([[null, expect.any(Number)]]);
  expect(printed(await login({ session: "id-only" }))).toEqual([[[{ type: "phone" }], 1]]);
  expect(printed(await login({ session: "absent" }))).toEqual([[[{ type: "phone" }], 0]]);
});

test("the newest method can be listed first", async () => {
  const names = print("event.authentication.methods.map(({ name }) => name)");
  const { engine, code } = setUp(challenge, names);
  const login = await engine.startLogin({
    user: "password-phone",
    method: "password",
    event: { newestMethodFirst: true },
  });
  await login.answer({ factor: "phone", code: code() });
  expect(printed(login)).toEqual([["mfa", "pwd"]]);
});

test("the event is complete: a linked identity has its profile, and nothing of the store leaks into the user", async () => {
  const { engine } = setUp(print("event"));
  const login = await engine.startLogin({ user: "linked", method: "password" });
  const [event] = printed(login) as [Record<string, Record<string, unknown>>];
  expect(Object.keys(event)).toEqual(
    expect.arrayContaining(["client", "connection", "request", "secrets", "stats", "tenant", "transaction", "user"]),
  );
  expect(event.user?.identities).toMatchObject([
    { provider: "auth0", connection: "Username-Password-Authentication" },
    { provider: "sms", profileData: { phone_number: "+12025550105" } },
  ]);
  const leaks = ["password", "enrollments", "handle", "loginsCount"];
  expect(leaks.filter((key) => key in (event.user ?? {}))).toEqual([]);
  expect(event.stats).toEqual({ logins_count: 1 });
});

test("a session can be aged: its methods get older, and what an Action noted of them stays equal to them", async () => {
  const note = onPostLogin(
    'const [method] = event.authentication.methods; console.log(JSON.stringify({ value: [method.timestamp, event.session.metadata.noted ?? null] })); api.session.setMetadata("noted", method.timestamp);',
  );
  const { engine, session } = await signIn(note);
  engine.sessions.age(session, 90_000);
  const aged = "2025-12-31T23:58:30.000Z";
  expect(printed(await engine.startLogin({ session }))).toEqual([[aged, aged]]);
  expect(() => engine.sessions.age("none", 1)).toThrow('There is no session "none"');
});
