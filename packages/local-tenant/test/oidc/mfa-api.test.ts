import { AuthenticationClient } from "auth0/legacy";
import { totp } from "../../src/auth0/login";
import { seedPassword, seedRecoveryCode, seedTotpSecret } from "../../src/auth0/users";
import { ManualClock } from "../../src/support/clock";
import { addApplication, onPostLogin, type RunningTenant, setUpTenant, token } from "./support";

const clock = new ManualClock(Date.now());
const mfa = (name: string) => `http://auth0.com/oauth/grant-type/mfa-${name}`;
const grantTypes = ["password", "refresh_token", mfa("otp"), mfa("oob"), mfa("recovery-code")];
const challenge = (...factors: string[]) =>
  onPostLogin(`api.authentication.challengeWithAny(${JSON.stringify(factors.map((type) => ({ type })))});`);
const enroll = (...factors: string[]) =>
  onPostLogin(`api.authentication.enrollWithAny(${JSON.stringify(factors.map((type) => ({ type })))});`);

let tenant: RunningTenant;
let credentials: { client_id: string; client_secret: string };

setUpTenant(
  (started) => {
    tenant = started;
    const { clientId, clientSecret } = addApplication(tenant, {}, { grantTypes });
    credentials = { client_id: clientId, client_secret: clientSecret };
  },
  { clock },
);

const claims = (jwt = "") =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

/** Gives the password of somebody whom an Action then asks for MFA. */
async function signIn(username: string, more: Record<string, string> = {}) {
  const body = { ...credentials, grant_type: "password", username, password: seedPassword, scope: "openid", ...more };
  const refused = await token(tenant, body);
  return Object.assign(refused, { mfa_token: refused.mfa_token ?? "" });
}

/** Answers at the token endpoint. */
const answer = (mfa_token: string, name: string, more: Record<string, string>) =>
  token(tenant, { ...credentials, grant_type: mfa(name), mfa_token, ...more });

// biome-ignore lint/suspicious/noExplicitAny: the platform's documents
type Answer = { status: number; body: any };

async function post(path: string, body: object, bearer?: string): Promise<Answer> {
  const authorization = bearer === undefined ? undefined : { authorization: `Bearer ${bearer}` };
  const headers = { "content-type": "application/json", ...authorization };
  const response = await fetch(`${tenant.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

const begin = (mfa_token: string, more: object = {}) => post("/mfa/challenge", { ...credentials, mfa_token, ...more });
const associate = (mfa_token: string, body: object) => post("/mfa/associate", body, mfa_token);

async function authenticators(mfa_token: string) {
  const response = await fetch(`${tenant.url}/mfa/authenticators`, {
    headers: { authorization: `Bearer ${mfa_token}` },
  });
  // biome-ignore lint/suspicious/noExplicitAny: the platform's documents
  return { status: response.status, body: (await response.json()) as any };
}

describe("a password grant that needs MFA", () => {
  test("says so with an mfa_token and the factors, and sends nothing before it is asked to", async () => {
    tenant.actions(challenge("phone", "otp"));
    expect(await signIn("paul@example.com")).toMatchObject({
      status: 403,
      error: "mfa_required",
      mfa_token: expect.any(String),
      mfa_requirements: { challenge: [{ type: "phone" }] },
    });
    expect(tenant.verify.store.messages).toEqual([]);
  });

  test("is answered by a code to the phone, after which the next Action runs and decides", async () => {
    tenant.actions(challenge("phone"), onPostLogin('api.idToken.setCustomClaim("asked", event.transaction.protocol);'));
    const { mfa_token } = await signIn("paul@example.com");
    const listed = await authenticators(mfa_token);
    const phone = { authenticator_type: "oob", type: "phone", name: "XXXXXXXX0102", active: true };
    expect(listed.body).toEqual([
      { ...phone, id: expect.stringMatching(/^sms\|dev_/), oob_channel: "sms" },
      { ...phone, id: expect.stringMatching(/^voice\|dev_/), oob_channel: "voice" },
    ]);
    await begin(mfa_token, { authenticator_id: listed.body[1].id });
    expect(tenant.verify.store.messages).toMatchObject([{ channel: "call" }]);
    const begun = await begin(mfa_token, { challenge_type: "oob", authenticator_id: listed.body[0].id });
    expect(tenant.verify.store.messages.at(-1)).toMatchObject({ channel: "sms" });
    expect(begun).toMatchObject({ status: 200, body: { challenge_type: "oob", binding_method: "prompt" } });
    const { oob_code } = begun.body;
    expect(await answer(mfa_token, "oob", { oob_code, binding_code: wrong(tenant.code()) })).toMatchObject({
      status: 403,
      error: "invalid_grant",
      error_description: "Invalid binding_code.",
    });
    const tokens = await answer(mfa_token, "oob", { oob_code, binding_code: tenant.code() });
    expect(tokens.status).toBe(200);
    expect(claims(tokens.id_token)).toMatchObject({ asked: "oauth2-password", amr: ["mfa"] });
    expect(await answer(mfa_token, "oob", { oob_code, binding_code: tenant.code() })).toMatchObject({
      error: "invalid_grant",
      error_description: "Malformed mfa_token",
    });
  });

  test("is refused by an Action after it, in spite of the right code", async () => {
    tenant.actions(challenge("otp"), onPostLogin('api.access.deny("not you");'));
    const { mfa_token } = await signIn("otto@example.com");
    const otp = totp(seedTotpSecret, clock.now());
    expect(await answer(mfa_token, "otp", { otp })).toMatchObject({
      status: 403,
      error: "access_denied",
      error_description: "not you",
    });
  });

  test("is answered by an authenticator app without a challenge, and by a recovery code, which is then replaced", async () => {
    tenant.actions(challenge("otp", "recovery-code"));
    const first = await signIn("otto@example.com");
    expect(await begin(first.mfa_token, { challenge_type: "otp" })).toEqual({
      status: 200,
      body: { challenge_type: "otp" },
    });
    expect(await answer(first.mfa_token, "otp", { otp: "000000" })).toMatchObject({
      error_description: "Invalid otp_code.",
    });
    const otp = totp(seedTotpSecret, clock.now());
    expect(await answer(first.mfa_token, "otp", { otp })).toMatchObject({ status: 200 });
    const { mfa_token } = await signIn("otto@example.com");
    const tokens = await answer(mfa_token, "recovery-code", { recovery_code: seedRecoveryCode });
    expect(tokens).toMatchObject({ status: 200, recovery_code: expect.stringMatching(/^[0-9A-F]{24}$/) });
    expect(tokens.recovery_code).not.toBe(seedRecoveryCode);
    const again = await signIn("otto@example.com");
    expect(await answer(again.mfa_token, "recovery-code", { recovery_code: seedRecoveryCode })).toMatchObject({
      error: "invalid_grant",
    });
  });

  test("with two Actions that ask is asked twice", async () => {
    tenant.actions(challenge("otp"), challenge("recovery-code"));
    const { mfa_token } = await signIn("otto@example.com");
    const second = await answer(mfa_token, "otp", { otp: totp(seedTotpSecret, clock.now()) });
    expect(second).toMatchObject({
      error: "mfa_required",
      mfa_requirements: { challenge: [{ type: "recovery-code" }] },
    });
    const recovery_code = seedRecoveryCode;
    expect(await answer(second.mfa_token ?? "", "recovery-code", { recovery_code })).toMatchObject({ status: 200 });
  });

  test("enrols a phone, by a call where the application asks for one", async () => {
    tenant.actions(enroll("phone", "otp"));
    const { mfa_token, ...refused } = await signIn("nora@example.com");
    expect(refused.mfa_requirements).toEqual({ enroll: [{ type: "phone" }, { type: "otp" }] });
    expect(await begin(mfa_token)).toMatchObject({ status: 400, body: { error: "association_required" } });
    const phone = { authenticator_types: ["oob"], oob_channels: ["voice"], phone_number: "+12025550150" };
    const { body } = await associate(mfa_token, phone);
    expect(body).toMatchObject({ authenticator_type: "oob", binding_method: "prompt", oob_channel: "voice" });
    expect(tenant.verify.store.messages.at(-1)).toMatchObject({ to: "+12025550150", channel: "call" });
    const binding_code = tenant.code();
    expect(await answer(mfa_token, "oob", { oob_code: body.oob_code, binding_code })).toMatchObject({ status: 200 });
    expect(tenant.engine.users.get("not-enrolled").enrollments).toMatchObject([{ phoneNumber: "+12025550150" }]);
  });

  test("enrols an authenticator app by the secret that it answers", async () => {
    tenant.actions(enroll("otp"));
    const { mfa_token } = await signIn("nora@example.com");
    const { body } = await associate(mfa_token, { authenticator_types: ["otp"] });
    expect(body.barcode_uri).toMatch(`otpauth://totp/sandbox:`);
    expect(new URL(body.barcode_uri).searchParams.get("secret")).toBe(body.secret);
    const otp = totp(body.secret, clock.now());
    expect(await answer(mfa_token, "otp", { otp })).toMatchObject({ status: 200 });
  });

  test("waits for a device until it approves, and ends when it rejects", async () => {
    tenant.tenant.guardian.setEnabled("push-notification", true);
    tenant.engine.users.get("password-phone").enrollments.push({ type: "push-notification" });
    tenant.actions(challenge("push-notification"));
    const { mfa_token } = await signIn("paul@example.com");
    const { body } = await begin(mfa_token, { challenge_type: "oob" });
    expect(body).toEqual({ challenge_type: "oob", oob_code: expect.any(String) });
    const poll = () => answer(mfa_token, "oob", { oob_code: body.oob_code });
    expect(await poll()).toMatchObject({ status: 400, error: "authorization_pending" });
    const { login } = tenant.signIns.mfa.get(mfa_token)!;
    await login.answer({ factor: "push-notification", reject: true });
    expect(await poll()).toMatchObject({ status: 400, error: "access_denied" });
    await login.answer({ factor: "push-notification" });
    expect(await poll()).toMatchObject({ status: 200 });
  });
});

describe("an mfa_token", () => {
  test("is worth nothing after ten minutes, for another application, or made up", async () => {
    tenant.actions(challenge("otp"));
    const { mfa_token } = await signIn("otto@example.com");
    const otp = totp(seedTotpSecret, clock.now());
    const other = addApplication(tenant, {}, { grantTypes });
    const body = { grant_type: mfa("otp"), mfa_token, otp };
    const stolen = { ...body, client_id: other.clientId, client_secret: other.clientSecret };
    expect(await token(tenant, stolen)).toMatchObject({ status: 400, error: "invalid_request" });
    expect(await answer("x".repeat(43), "otp", { otp })).toMatchObject({ error: "invalid_grant" });
    clock.advance(10 * 60_000);
    expect(await answer(mfa_token, "otp", { otp })).toMatchObject({
      error: "expired_token",
      error_description: "mfa_token is expired",
    });
    expect((await authenticators(mfa_token)).status).toBe(403);
  });

  test("opens nothing for an application that may not use the MFA grants", async () => {
    tenant.actions(challenge("otp"));
    const { clientId: client_id, clientSecret: client_secret } = addApplication(
      tenant,
      {},
      { grantTypes: ["password"] },
    );
    const { mfa_token } = await signIn("otto@example.com", { client_id, client_secret });
    const otp = totp(seedTotpSecret, clock.now());
    const body = { grant_type: mfa("otp"), mfa_token, otp, client_id, client_secret };
    expect(await token(tenant, body)).toMatchObject({ status: 403, error: "unauthorized_client" });
  });

  test("lets nobody enrol a factor in place of the one that is asked for, nor answer by another", async () => {
    tenant.actions(challenge("phone"));
    const { mfa_token } = await signIn("paul@example.com");
    const phone = { authenticator_types: ["oob"], oob_channels: ["sms"], phone_number: "+12025550199" };
    expect(await associate(mfa_token, phone)).toMatchObject({ status: 403, body: { error: "access_denied" } });
    expect(await begin(mfa_token, { challenge_type: "otp" })).toMatchObject({
      status: 400,
      body: { error: "unsupported_challenge_type" },
    });
    expect(await answer(mfa_token, "otp", { otp: "000000" })).toMatchObject({ status: 403, error: "invalid_grant" });
    expect(await answer(mfa_token, "oob", { oob_code: "made up", binding_code: "1" })).toMatchObject({ status: 400 });
  });

  test("takes no more than ten wrong codes, and none that is too old", async () => {
    tenant.actions(challenge("phone"));
    const { mfa_token } = await signIn("paul@example.com");
    const { oob_code } = (await begin(mfa_token)).body;
    clock.advance(5 * 60_000 + 1);
    const guess = (binding_code: string) => answer(mfa_token, "oob", { oob_code, binding_code });
    expect(await guess(tenant.code())).toMatchObject({ error: "expired_token" });
    const again = (await begin(mfa_token)).body.oob_code;
    const code = tenant.code();
    const wrongly = () => answer(mfa_token, "oob", { oob_code: again, binding_code: wrong(code) });
    for (let attempt = 0; attempt < 10; attempt++) expect((await wrongly()).error).toBe("invalid_grant");
    expect(await answer(mfa_token, "oob", { oob_code: again, binding_code: code })).toMatchObject({ status: 429 });
  });
});

test("a refresh token that needs MFA is answered alike, and rotates only then", async () => {
  const rotating = { refresh_token: { rotation_type: "rotating", expiration_type: "non-expiring" } };
  const { clientId: client_id, clientSecret: client_secret } = addApplication(tenant, rotating, { grantTypes });
  const own = { client_id, client_secret };
  const first = await signIn("otto@example.com", { ...own, scope: "openid offline_access" });
  tenant.actions(challenge("otp"));
  const refresh = () =>
    token(tenant, { ...own, grant_type: "refresh_token", refresh_token: first.refresh_token ?? "" });
  await refresh();
  const { mfa_token } = await refresh();
  const otp = totp(seedTotpSecret, clock.now());
  const tokens = await token(tenant, { ...own, grant_type: mfa("otp"), mfa_token: mfa_token ?? "", otp });
  expect(claims(tokens.id_token)).toMatchObject({ amr: ["mfa"] });
  expect(tokens.refresh_token).not.toBe(first.refresh_token);
  expect(await refresh()).toMatchObject({ error: "invalid_grant" });
});

test("the auth0 SDK tells an application that MFA is required, and gives it the mfa_token", async () => {
  tenant.actions(challenge("otp"));
  const { client_id: clientId, client_secret: clientSecret } = credentials;
  const sdk = new AuthenticationClient({ domain: tenant.tenant.domain, clientId, clientSecret });
  const login = sdk.oauth.passwordGrant({ username: "otto@example.com", password: seedPassword });
  const error = await login.catch((thrown) => thrown);
  expect(error).toMatchObject({ error: "mfa_required", statusCode: 403 });
  const { mfa_token } = JSON.parse(error.body);
  const otp = totp(seedTotpSecret, clock.now());
  expect(await answer(mfa_token, "otp", { otp })).toMatchObject({ status: 200 });
});
