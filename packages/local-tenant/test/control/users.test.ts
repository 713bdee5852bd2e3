import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { authorizeUrl, onPostLogin, type RunningTenant, startTenant, token, Visitor } from "../oidc/support";
import { controlClient } from "./control-client";

let tenant: RunningTenant;
let call: ReturnType<typeof controlClient>;

beforeAll(async () => {
  tenant = await startTenant();
  call = controlClient(tenant);
});
afterAll(() => tenant.end());
beforeEach(() => {
  tenant.reset();
  tenant.actions();
});

const newUser = {
  connection: "Username-Password-Authentication",
  email: "ada@example.com",
  password: "analytical-engine",
};

async function login(user: string, password?: string) {
  const method = { user, method: "password", ...(password !== undefined && { password }) };
  const { json } = await call("POST", "/logins", method);
  return json;
}

describe("a user who is added", () => {
  test.each([
    [newUser, "ada@example.com", { identities: [{ provider: "auth0", isSocial: false }], has_password: true }],
    [{ connection: "sms", phone_number: "+12025550140" }, "+12025550140", { identities: [{ provider: "sms" }] }],
    [{ connection: "email", email: "ada@example.com" }, "ada@example.com", { identities: [{ provider: "email" }] }],
    [
      { connection: "google-oauth2", email: "ada@example.com", handle: "ada" },
      "ada",
      { identities: [{ provider: "google-oauth2", isSocial: true }], has_password: false },
    ],
  ])("has an account on the connection of %j", async (body, handle, expected) => {
    const { status, json } = await call("POST", "/users", body);
    expect({ status, json }).toMatchObject({ status: 201, json: { handle, ...expected } });
    expect((await call("GET", `/users/${encodeURIComponent(handle)}`)).json).toEqual(json);
    expect(JSON.stringify(json)).not.toContain("analytical-engine");
  });

  test("can log in at once", async () => {
    await call("POST", "/users", newUser);
    expect(await login("ada@example.com")).toMatchObject({ state: "completed" });
    expect((await login("ada@example.com", "wrong")).state).toBe("awaiting-password");
  });

  test.each([
    [{ connection: "sms" }, { phone_number: "codes go to a phone number: enter one" }],
    [{ connection: "email" }, { email: "this account is opened by an e-mail address: enter one" }],
    [{ ...newUser, password: undefined }, { password: "a database account needs a password" }],
    [
      { connection: "sms", phone_number: "2025550140" },
      { phone_number: "enter the number with its country code, such as +12025550102" },
    ],
    [
      { connection: "sms", phone_number: "+12025550140", password: "p" },
      { password: "only database accounts have one" },
    ],
    [{ ...newUser, email: "ada" }, { email: "enter an e-mail address, such as paul@example.com" }],
    [{ ...newUser, handle: ".." }, { handle: "use letters, digits and . _ - + @, 100 characters at most" }],
    [{ ...newUser, user_metadata: [] }, { user_metadata: "enter a JSON object" }],
    [
      { ...newUser, app_metadata: { blocked: true, plan: "gold" } },
      { app_metadata: "Auth0 keeps these names to itself: blocked" },
    ],
  ])("is refused with a sentence for the field: %j", async (body, fields) => {
    const { status, json } = await call("POST", "/users", body);
    expect({ status, fields: json.fields }).toEqual({ status: 400, fields });
  });

  test("can't take another user's address, number or handle", async () => {
    const taken = async (body: object) => {
      const { status, json } = await call("POST", "/users", body);
      return [status, json.fields];
    };
    const inUse = "another user signs in with it";
    expect(await taken({ ...newUser, email: "PAUL@example.com" })).toEqual([409, { email: inUse }]);
    const number = { connection: "sms", phone_number: "+12025550101" };
    expect(await taken(number)).toEqual([409, { phone_number: inUse }]);
    expect(await taken({ ...newUser, handle: "linked" })).toEqual([409, { handle: "another user has it" }]);
    expect(tenant.engine.users.all()).toHaveLength(8);
  });
});

describe("a user who is edited", () => {
  const change = (body: object, user = "password-phone") => call("PATCH", `/users/${user}`, body);

  test("shows the new profile, to Actions too", async () => {
    tenant.actions(onPostLogin("console.log(JSON.stringify(event.user));"));
    const edited = await change({
      name: "Paula",
      nickname: "P",
      user_metadata: { theme: "dark" },
      app_metadata: { plan: "gold" },
      phone_number: "+12025550177",
    });
    expect(edited).toMatchObject({
      status: 200,
      json: { name: "Paula", nickname: "P", phone_number: "+12025550177", phone_verified: false },
    });
    const { timeline } = await login("password-phone");
    const [line] = timeline.flatMap((entry: { console?: { text: string }[] }) => entry.console ?? []);
    const seen = JSON.parse(line.text);
    expect(seen).toMatchObject({ name: "Paula", user_metadata: { theme: "dark" }, app_metadata: { plan: "gold" } });
    expect(seen).not.toHaveProperty("blocked");
  });

  test("signs in with the new password and no longer with the old one", async () => {
    await change({ password: "new-one" });
    expect((await login("password-phone", seedPassword)).state).toBe("awaiting-password");
    expect((await login("password-phone", "new-one")).state).toBe("completed");
  });

  test("loses a phone number that is no longer there, and its mark", async () => {
    const { json } = await change({ phone_number: null });
    expect(json).not.toHaveProperty("phone_number");
    expect(json.phone_verified).toBe(false);
  });

  test("keeps what a change leaves out", async () => {
    const before = (await call("GET", "/users/password-phone")).json;
    const { json } = await change({ nickname: "P" });
    expect({ ...json, updated_at: "" }).toEqual({ ...before, nickname: "P", updated_at: "" });
  });

  test.each([
    ["password-phone", { email: null }, { email: "the user signs in with it: change it instead" }],
    ["phone-only", { phone_number: null }, { phone_number: "the user signs in with it: change it instead" }],
    ["phone-only", { password: "p" }, { password: "the user has no database account" }],
    ["password-phone", { email: "otto@example.com" }, { email: "another user signs in with it" }],
  ])("is refused what can't be: %s, %j", async (user, body, fields) => {
    const before = (await call("GET", `/users/${user}`)).json;
    const refused = await change(body, user);
    expect(refused.json.fields).toEqual(fields);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await call("GET", `/users/${user}`)).json).toEqual(before);
  });
});

describe("a blocked user", () => {
  test("is refused after the first factor, before any Action, and the tenant log says so", async () => {
    tenant.actions(onPostLogin("console.log('ran');"));
    const { json } = await call("PATCH", "/users/password-phone", { blocked: true });
    expect(json.blocked).toBe(true);
    const refused = await login("password-phone");
    expect(refused.outcome).toMatchObject({ error: "unauthorized", description: "user is blocked" });
    expect(refused.timeline.map(({ kind }: { kind: string }) => kind)).not.toContain("action");
    expect(tenant.logDocuments().at(-1)).toMatchObject({ type: "f", description: "user is blocked" });
    expect((await login("password-phone", "wrong")).state).toBe("awaiting-password");
  });

  test("comes back to the application with the error, and gets no token for a refresh token", async () => {
    const application = { client_id: clients.web!.client_id, scope: "openid offline_access" };
    const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, application));
    await visitor.signIn("paul@example.com", seedPassword);
    const { clientSecret: client_secret } = tenant.tenant.clients.find(application.client_id)!;
    const proof = { client_id: application.client_id, client_secret };
    const { code } = visitor.answer;
    const redirect_uri = "http://localhost:3000/callback";
    const tokens = await token(tenant, { ...proof, grant_type: "authorization_code", code: code!, redirect_uri });
    await call("PATCH", "/users/password-phone", { blocked: true });

    const refresh = { ...proof, grant_type: "refresh_token", refresh_token: tokens.refresh_token! };
    const refused = { error: "unauthorized", error_description: "user is blocked" };
    expect(await token(tenant, refresh)).toMatchObject({ status: 403, ...refused });
    const known = await visitor.open(authorizeUrl(tenant, application));
    await known.signIn("paul@example.com", seedPassword);
    expect(known.answer).toMatchObject(refused);
  });

  test("has no session left, and gets in again when the block or the password changes", async () => {
    const { outcome } = await login("password-phone");
    await call("PATCH", "/users/password-phone", { blocked: true });
    const silent = await call("POST", "/logins", {
      session: outcome.sessionId,
      user: "password-phone",
      prompt: "none",
    });
    expect(silent.json.outcome.error).toBe("login_required");
    await call("PATCH", "/users/password-phone", { password: "another" });
    expect((await login("password-phone")).state).toBe("completed");
  });
});

describe("factors", () => {
  test("that are enrolled here answer a challenge, and their codes can be asked for", async () => {
    const { status, json } = await call("POST", "/users/not-enrolled/factors", { type: "otp" });
    expect({ status, json }).toMatchObject({ status: 201, json: { factors: [{ type: "otp", enabled: true }] } });
    expect(Object.keys(json.factors[0])).not.toContain("secret");
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "otp" });'));
    const { id } = await login("not-enrolled");
    const { otp } = (await call("GET", "/users/not-enrolled/codes")).json;
    expect(otp.expires_in).toBeGreaterThan(0);
    const answer = await call("POST", `/logins/${id}/answer`, { factor: "otp", code: otp.code });
    expect(answer.json).toMatchObject({ state: "completed" });
  });

  test("have the ids of the Management API, and are removed by them", async () => {
    const { factors } = (await call("GET", "/users/authenticator")).json;
    expect(factors.map(({ id }: { id: string }) => id)).toEqual([
      "otp|dev_0000000000000000",
      "recovery-code|dev_0000000000000001",
    ]);
    const removed = await call("DELETE", `/users/authenticator/factors/${encodeURIComponent(factors[0].id)}`);
    expect(removed.json.factors).toMatchObject([{ type: "recovery-code" }]);
    expect((await call("DELETE", "/users/authenticator/factors/none")).status).toBe(404);
  });

  test("a phone needs its number, and a user has one of each", async () => {
    const add = async (body: object) => (await call("POST", "/users/not-enrolled/factors", body)).json;
    expect((await add({ type: "phone" })).fields).toEqual({ phone_number: "enter the phone's number" });
    expect((await add({ type: "phone", phone_number: "+12025550141" })).factors).toMatchObject([
      { type: "phone", phone_number: "+12025550141" },
    ]);
    expect((await add({ type: "phone", phone_number: "+12025550142" })).fields).toEqual({
      type: "the user has one already: remove it first",
    });
  });
});

describe("linked accounts", () => {
  test("become one user, who signs in with either, and two again", async () => {
    const { json } = await call("POST", "/users/password-phone/identities", { user: "phone-only" });
    expect(json.identities).toMatchObject([
      { provider: "auth0" },
      { provider: "sms", profileData: { name: "Pia Phone", phone_number: "+12025550101", phone_verified: true } },
    ]);
    expect((await call("GET", "/users/phone-only")).status).toBe(404);
    const sms = await call("POST", "/logins", { user: "password-phone", method: "sms", phoneNumber: "+12025550101" });
    expect(sms.json.state).toBe("awaiting-code");

    const { user_id: account } = json.identities[1];
    const unlinked = await call("DELETE", `/users/password-phone/identities/sms/${account}`);
    expect(unlinked.json).toMatchObject({
      user: { identities: [{ provider: "auth0" }] },
      separate: {
        handle: "+12025550101",
        name: "Pia Phone",
        user_id: `sms|${account}`,
        user_metadata: {},
        factors: [],
      },
    });
  });

  test("take the password of the database account along", async () => {
    const { identities } = (await call("GET", "/users/linked-sms-primary")).json;
    const path = `/users/linked-sms-primary/identities/auth0/${identities[1].user_id}`;
    const { json } = await call("DELETE", path);
    expect(json).toMatchObject({ user: { has_password: false }, separate: { has_password: true } });
    expect((await login("sam@example.com")).state).toBe("completed");
  });

  test("the first account stays, and nobody is linked to themselves", async () => {
    const { identities } = (await call("GET", "/users/linked")).json;
    const first = await call("DELETE", `/users/linked/identities/auth0/${identities[0].user_id}`);
    expect(first).toMatchObject({ status: 400, json: { error: expect.stringContaining("can't be unlinked") } });
    const self = await call("POST", "/users/linked/identities", { user: "linked" });
    expect(self.json.fields.user).toBe("choose another user: nobody is linked to themselves");
  });
});

describe("sessions", () => {
  test("are listed with what was passed in them, and ended one by one or all at once", async () => {
    const ids = [(await login("password-phone")).outcome.sessionId, (await login("password-phone")).outcome.sessionId];
    const sessions = async () => (await call("GET", "/users/password-phone")).json.sessions;
    expect(await sessions()).toMatchObject([
      {
        id: ids[1],
        connection: "Username-Password-Authentication",
        clients: [clients.web!.client_id],
        methods: [{ name: "pwd" }],
      },
      { id: ids[0] },
    ]);
    expect((await call("DELETE", `/users/linked/sessions/${ids[0]}`)).status).toBe(404);
    expect((await call("DELETE", `/users/password-phone/sessions/${ids[0]}`)).status).toBe(204);
    expect(await sessions()).toHaveLength(1);
    expect((await call("DELETE", "/users/password-phone/sessions")).status).toBe(204);
    expect(await sessions()).toEqual([]);
  });
});

describe("reset", () => {
  test("makes a user what the seed says", async () => {
    const before = (await call("GET", "/users/linked")).json;
    await call("PATCH", "/users/linked", { name: "Other", blocked: true, app_metadata: { a: 1 } });
    const reset = await call("POST", "/users/linked/reset", {});
    const timeless = (user: object) => ({ ...user, created_at: "", updated_at: "", factors: [] });
    expect(timeless(reset.json)).toEqual(timeless(before));
  });

  test("takes back accounts that were unlinked", async () => {
    const identity = (await call("GET", "/users/linked")).json.identities[1];
    await call("DELETE", `/users/linked/identities/sms/${identity.user_id}`);
    expect((await call("GET", "/users")).json.users).toHaveLength(9);
    const { json } = await call("POST", "/users/linked/reset", {});
    expect(json.identities).toMatchObject([{ provider: "auth0" }, { provider: "sms", user_id: identity.user_id }]);
    expect((await call("GET", "/users")).json.users).toHaveLength(8);
  });

  test("of one who was added, or whose account others are linked to, says what to do instead", async () => {
    await call("POST", "/users", { ...newUser, handle: "ada" });
    const added = await call("POST", "/users/ada/reset", {});
    expect(added).toMatchObject({
      status: 409,
      json: { error: "ada was not there at the start; remove the user instead." },
    });
    const [, identity] = (await call("GET", "/users/linked")).json.identities;
    await call("DELETE", `/users/linked/identities/sms/${identity.user_id}`);
    await call("POST", `/users/${identity.provider}|${identity.user_id}/identities`, { user: "ada" });
    const taken = await call("POST", "/users/linked/reset", {});
    expect(taken).toMatchObject({
      status: 409,
      json: { error: expect.stringContaining("unlink what is linked to it") },
    });
  });

  test("of all brings back who was removed and forgets who was added", async () => {
    await call("POST", "/users", newUser);
    expect((await call("DELETE", "/users/phone-only")).status).toBe(204);
    const { json } = await call("POST", "/users/reset", {});
    expect(json).toEqual((await call("GET", "/users")).json);
    expect(json.users.map(({ handle }: { handle: string }) => handle)).toContain("phone-only");
    expect(json.users).toHaveLength(8);
  });
});

test("a removed user's session opens nothing", async () => {
  const { outcome } = await login("password-phone");
  await call("DELETE", "/users/password-phone");
  expect(tenant.engine.sessions.get(outcome.sessionId)).toBeUndefined();
  expect(await call("GET", "/users/password-phone")).toMatchObject({
    status: 404,
    json: { error: expect.stringContaining('No user "password-phone"') },
  });
});
