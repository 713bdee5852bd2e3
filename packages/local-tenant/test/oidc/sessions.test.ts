import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { ManualClock } from "../../src/support/clock";
import {
  addApplication,
  authorizeUrl,
  onPostLogin,
  type RunningTenant,
  setUpTenant,
  startTenant,
  token,
  Visitor,
} from "./support";

const clock = new ManualClock(Date.now());
const challenge = onPostLogin('api.authentication.challengeWith({ type: "phone" });');
const redirect_uri = "http://localhost:3000/callback";
const rotating = { refresh_token: { rotation_type: "rotating", expiration_type: "non-expiring" } };

let tenant: RunningTenant;

setUpTenant(
  (started) => {
    tenant = started;
  },
  { clock },
);

const web = () => ({ client_id: clients.web!.client_id });

/** A browser that has signed in. */
async function known(): Promise<Visitor> {
  const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, web()));
  return visitor.signIn("paul@example.com", seedPassword);
}

/** What a signed-in person's tokens are, for an application that asks for a refresh token. */
async function tokens(application = addApplication(tenant, rotating), parameters = {}) {
  const { clientId: client_id, clientSecret: client_secret } = application;
  const scope = "openid profile offline_access";
  const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id, scope, ...parameters }));
  await visitor.signIn("paul@example.com", seedPassword);
  const credentials = { client_id, client_secret };
  const code = visitor.answer.code ?? "";
  const first = await token(tenant, { ...credentials, grant_type: "authorization_code", code, redirect_uri });
  const refresh = (refresh_token = first.refresh_token ?? "", more = {}) =>
    token(tenant, { ...credentials, grant_type: "refresh_token", refresh_token, ...more });
  return { visitor, credentials, first, refresh };
}

const claims = (jwt = "") =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

describe("single sign-on", () => {
  test("shows no page, and runs the Actions with the session's methods", async () => {
    const visitor = await known();
    tenant.actions(onPostLogin("api.access.deny(event.authentication.methods.map((m) => m.name).join());"));
    await visitor.open(authorizeUrl(tenant, web()));
    expect(visitor.answer).toMatchObject({ error: "access_denied", error_description: "pwd" });
  });

  test("shows the MFA page alone where an Action asks for it, and then goes on", async () => {
    const visitor = await known();
    tenant.actions(challenge);
    await visitor.open(authorizeUrl(tenant, web()));
    expect(visitor.heading).toBe("Verify your identity");
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.answer.code).toBeDefined();
  });

  test("is not enough where the application asks for a fresh login, by prompt or by age", async () => {
    const visitor = await known();
    await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "login" }));
    expect(visitor.heading).toBe("Welcome");
    clock.advance(61_000);
    await visitor.open(authorizeUrl(tenant, { ...web(), max_age: "60" }));
    expect(visitor.heading).toBe("Welcome");
    await visitor.open(authorizeUrl(tenant, { ...web(), max_age: "120" }));
    expect(visitor.answer.code).toBeDefined();
  });

  test("is not enough for max_age=0, however quick the person is", async () => {
    const visitor = await known();
    await visitor.open(authorizeUrl(tenant, { ...web(), max_age: "0" }));
    expect(visitor.heading).toBe("Welcome");
  });

  test("does not outlive a sign-out: an MFA page that was left open brings no session back", async () => {
    const visitor = await known();
    tenant.actions(challenge);
    await visitor.open(authorizeUrl(tenant, web()));
    const page = visitor.url;
    await visitor.open(`${tenant.url}/v2/logout`);
    visitor.url = page;
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.answer).toMatchObject({ error: "login_required" });
    await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "none" }));
    expect(visitor.answer).toMatchObject({ error: "login_required" });
  });

  test("ends when the session is too old", async () => {
    const visitor = await known();
    clock.advance(73 * 3_600_000);
    await visitor.open(authorizeUrl(tenant, web()));
    expect(visitor.heading).toBe("Welcome");
  });

  test("gives way to another person who signs in", async () => {
    const visitor = await known();
    await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "login" }));
    await visitor.signIn("otto@example.com", seedPassword);
    expect(visitor.answer.code).toBeDefined();
    tenant.actions(onPostLogin("api.access.deny(event.user.email);"));
    await visitor.open(authorizeUrl(tenant, web()));
    expect(visitor.answer.error_description).toBe("otto@example.com");
  });
});

describe("a silent login", () => {
  const silent = () => authorizeUrl(tenant, { ...web(), prompt: "none", state: "s" });

  test("comes back with a code, or with login_required where nobody is signed in", async () => {
    const stranger = await new Visitor(tenant).open(silent());
    expect(stranger.answer).toEqual({ error: "login_required", error_description: "Login required", state: "s" });
    const visitor = await (await known()).open(silent());
    expect(visitor.answer).toMatchObject({ code: expect.any(String), state: "s" });
  });

  test("comes back with interaction_required where an Action asks for MFA", async () => {
    const visitor = await known();
    tenant.actions(challenge);
    await visitor.open(silent());
    expect(visitor.answer).toMatchObject({ error: "interaction_required" });
  });
});

describe("a refresh token", () => {
  test.each([
    ["api.session.revoke('stolen')", { error: "invalid_grant" }],
    ["api.session.revoke('stolen', { preserveRefreshTokens: true })", { status: 200 }],
  ])("the refresh token of a session that an Action revokes by %s is answered with %j", async (revoke, answered) => {
    const { visitor, refresh } = await tokens(addApplication(tenant));
    tenant.actions(onPostLogin(`${revoke};`));
    await visitor.open(authorizeUrl(tenant, web()));
    expect(visitor.answer).toMatchObject({ error: "access_denied", error_description: "stolen" });
    tenant.actions();
    expect(await refresh()).toMatchObject(answered);
    await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "none" }));
    expect(visitor.answer).toMatchObject({ error: "login_required" });
  });

  test("a refresh token that an Action revokes as it is exchanged is worth nothing from then on", async () => {
    const { refresh } = await tokens(addApplication(tenant));
    tenant.actions(onPostLogin("api.refreshToken.revoke('stolen');"));
    expect(await refresh()).toMatchObject({ status: 403, error: "access_denied", error_description: "stolen" });
    tenant.actions();
    expect(await refresh()).toMatchObject({ status: 403, error: "invalid_grant" });
  });

  test("comes with offline_access alone", async () => {
    const { first } = await tokens(undefined, { scope: "openid" });
    expect(first.refresh_token).toBeUndefined();
  });

  test("brings new tokens, for which the Actions run", async () => {
    const { refresh } = await tokens();
    tenant.actions(onPostLogin('api.idToken.setCustomClaim("protocol", event.transaction.protocol);'));
    const next = await refresh();
    expect(next.status).toBe(200);
    expect(claims(next.id_token)).toMatchObject({ protocol: "oauth2-refresh-token", name: "Paul Password" });
  });

  test("is refused where an Action denies, or asks for MFA", async () => {
    const { refresh } = await tokens();
    tenant.actions(onPostLogin('api.access.deny("no");'));
    expect(await refresh()).toMatchObject({ status: 403, error: "access_denied", error_description: "no" });
    tenant.actions(challenge);
    expect(await refresh()).toMatchObject({ status: 403, error: "mfa_required" });
  });

  test("rotates: one that was used before takes the newest one with it", async () => {
    const { first, refresh } = await tokens();
    const second = await refresh();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await refresh(first.refresh_token)).toMatchObject({ status: 403, error: "invalid_grant" });
    expect(await refresh(second.refresh_token)).toMatchObject({ status: 403, error: "invalid_grant" });
  });

  test("stays the same where the application's tokens don't rotate, and can be narrowed", async () => {
    const { refresh } = await tokens(addApplication(tenant));
    const narrowed = await refresh(undefined, { scope: "openid delete:everything" });
    expect(narrowed).toMatchObject({ status: 200, scope: "openid" });
    expect(narrowed.refresh_token).toBeUndefined();
    expect((await refresh()).scope).toBe("openid profile offline_access");
    const wider = await refresh(undefined, { scope: "delete:everything" });
    expect(wider).toMatchObject({ status: 400, error: "invalid_scope" });
  });

  test("expires when the application says so", async () => {
    const expiring = { rotation_type: "rotating", expiration_type: "expiring", token_lifetime: 100, leeway: 0 };
    const { refresh } = await tokens(addApplication(tenant, { refresh_token: expiring }));
    clock.advance(101_000);
    expect(await refresh()).toMatchObject({ status: 403, error: "invalid_grant" });
  });

  test("lives from when it was given, not from when the session began", async () => {
    const refresh_token = { rotation_type: "rotating", expiration_type: "expiring", token_lifetime: 100, leeway: 0 };
    const { clientId: client_id, clientSecret: client_secret } = addApplication(tenant, { refresh_token });
    const visitor = await known();
    clock.advance(101_000);
    await visitor.open(authorizeUrl(tenant, { client_id, scope: "openid offline_access" }));
    const credentials = { client_id, client_secret };
    const code = visitor.answer.code ?? "";
    const first = await token(tenant, { ...credentials, grant_type: "authorization_code", code, redirect_uri });
    const refreshed = { ...credentials, grant_type: "refresh_token", refresh_token: first.refresh_token ?? "" };
    expect(await token(tenant, refreshed)).toMatchObject({ status: 200 });
  });

  test("the refresh token of another application, and one that was revoked, are worth nothing", async () => {
    const { refresh, credentials, first } = await tokens();
    const other = await tokens(addApplication(tenant, rotating));
    expect(await other.refresh(first.refresh_token)).toMatchObject({ error: "invalid_grant" });
    const body = new URLSearchParams({ ...credentials, token: first.refresh_token ?? "" });
    expect((await fetch(`${tenant.url}/oauth/revoke`, { method: "POST", body })).status).toBe(200);
    expect(await refresh()).toMatchObject({ error: "invalid_grant" });
  });
});

describe("signing out", () => {
  const ended = async (visitor: Visitor) =>
    (await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "none" }))).answer.error === "login_required";

  test("signing out at /v2/logout ends the session and goes to an allowed address", async () => {
    const visitor = await known();
    const returnTo = "http://localhost:3000/";
    await visitor.open(`${tenant.url}/v2/logout?${new URLSearchParams({ ...web(), returnTo })}`);
    expect(visitor.url).toBe(returnTo);
    expect(await ended(visitor)).toBe(true);
  });

  test("goes to no other address, and then ends nothing", async () => {
    const visitor = await known();
    const returnTo = "http://localhost:3000/elsewhere";
    await visitor.open(`${tenant.url}/v2/logout?${new URLSearchParams({ ...web(), returnTo })}`);
    expect([visitor.status, visitor.heading]).toEqual([400, "This sign-out can’t continue"]);
    const body = { ...web(), post_logout_redirect_uri: returnTo };
    await visitor.open(`${tenant.url}/oidc/logout?${new URLSearchParams(body)}`);
    expect([visitor.status, visitor.heading]).toEqual([400, "This sign-out can’t continue"]);
    expect(await ended(visitor)).toBe(false);
  });

  test("goes to the application's first allowed address where it asks for none, and to no tenant's for an unknown one", async () => {
    const visitor = await known();
    await visitor.open(`${tenant.url}/v2/logout?${new URLSearchParams(web())}`);
    expect(visitor.url).toBe("http://localhost:3000/");
    tenant.tenant.settings.patch({ allowed_logout_urls: ["https://shop.example/all"] });
    const returnTo = "https://shop.example/all";
    await visitor.open(`${tenant.url}/v2/logout?${new URLSearchParams({ client_id: "nobody", returnTo })}`);
    expect(visitor.status).toBe(400);
    await visitor.open(`${tenant.url}/v2/logout?${new URLSearchParams({ returnTo })}`);
    expect(visitor.url).toBe(returnTo);
    await visitor.open(`${tenant.url}/oidc/logout?${new URLSearchParams({ post_logout_redirect_uri: returnTo })}`);
    expect(visitor.url).toBe(returnTo);
  });

  test("signing out at /oidc/logout is done at once with the session's id as logout_hint, and asked for with another's", async () => {
    const { visitor, first } = await tokens();
    await visitor.open(`${tenant.url}/oidc/logout?logout_hint=somebody`);
    expect(visitor.heading).toBe("Sign out?");
    await visitor.open(`${tenant.url}/oidc/logout?logout_hint=${claims(first.id_token).sid}`);
    expect(visitor.heading).toBe("You are signed out");
    expect(await ended(visitor)).toBe(true);
  });

  test("signing out at /oidc/logout is asked for with another session's ID token", async () => {
    const { first } = await tokens();
    const visitor = await known();
    await visitor.open(`${tenant.url}/oidc/logout?id_token_hint=${first.id_token}`);
    expect(visitor.heading).toBe("Sign out?");
    expect(await ended(visitor)).toBe(false);
  });

  test("signing out at /oidc/logout is done at once with the session's ID token", async () => {
    const shop = addApplication(tenant, { allowed_logout_urls: ["https://shop.example/bye"] });
    const { visitor, first } = await tokens(shop);
    const id_token_hint = first.id_token ?? "";
    const request = { id_token_hint, post_logout_redirect_uri: "https://shop.example/bye", state: "x" };
    await visitor.open(`${tenant.url}/oidc/logout?${new URLSearchParams(request)}`);
    expect(visitor.url).toBe("https://shop.example/bye?state=x");
    expect(await ended(visitor)).toBe(true);
  });

  test("signing out at /oidc/logout is asked for without an ID token, and only this tenant's own page can say yes", async () => {
    const visitor = await known();
    await visitor.open(`${tenant.url}/oidc/logout`);
    expect(visitor.heading).toBe("Sign out?");
    const form = (origin: string) => ({
      method: "POST",
      body: "confirmed=yes",
      headers: { "content-type": "application/x-www-form-urlencoded", origin },
    });
    await visitor.open("/oidc/logout", form("https://evil.example"));
    expect(visitor.heading).toBe("Sign out?");
    await visitor.open("/oidc/logout", form(tenant.url));
    expect(visitor.heading).toBe("You are signed out");
    expect(await ended(visitor)).toBe(true);
  });
});

test("an ID token says that there was more than one factor", async () => {
  const shop = addApplication(tenant);
  tenant.actions(challenge);
  const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: shop.clientId }));
  await visitor.signIn("paul@example.com", seedPassword);
  await visitor.submit("answer", { code: tenant.code() });
  const { clientId: client_id, clientSecret: client_secret } = shop;
  const code = visitor.answer.code ?? "";
  const body = { grant_type: "authorization_code", client_id, client_secret, code, redirect_uri };
  const { id_token } = await token(tenant, body);
  expect(claims(id_token)).toMatchObject({ amr: ["mfa"], sid: expect.any(String) });
});

test("the answer comes by fragment or form where the application asks for that, and the form holds no markup of others", async () => {
  const visitor = await known();
  const ask = (response_mode: string) => authorizeUrl(tenant, { ...web(), response_mode, state: "<b>&" });
  await visitor.open(ask("fragment"));
  expect(new URL(visitor.url).hash).toMatch(/^#code=[\w-]+&state=%3Cb%3E%26$/);
  await visitor.open(ask("form_post"));
  expect(visitor.html).toContain('<form method="post" action="http://localhost:3000/callback">');
  expect(visitor.html).toContain('name="state" value="&lt;b&gt;&amp;"');
});

test("two local tenants keep their sessions apart, although a browser sends both the cookies of this host", async () => {
  const visitor = await known();
  const other = await startTenant();
  const there = new Visitor(other);
  for (const [name, value] of visitor.cookies) there.cookies.set(name, value);
  await there.open(authorizeUrl(other, web()));
  await there.signIn("otto@example.com", seedPassword);
  await other.end();
  for (const [name, value] of there.cookies) visitor.cookies.set(name, value);
  await visitor.open(authorizeUrl(tenant, { ...web(), prompt: "none" }));
  expect(visitor.answer.code).toBeDefined();
});
