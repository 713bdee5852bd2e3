import { createHmac } from "node:crypto";
import { action, login, observe, pipeline, thrownBy } from "./support";

describe("calls that only shape tokens, sessions or SAML", () => {
  it("are accepted and let the login go on", async () => {
    const body = `
      api.accessToken.setCustomClaim('https://example.com/a', 1); api.accessToken.removeScope('read:x');
      api.idToken.setCustomClaim('https://example.com/a', 1);
      api.session.setExpiresAt(1e12); api.session.setIdleExpiresAt(1e12); api.session.setCookieMode('persistent');
      api.refreshToken.setExpiresAt(1e12); api.refreshToken.setIdleExpiresAt(1e12);
      api.samlResponse.setAudience('x').samlResponse.setIssuer('y');
      console.log(JSON.stringify([api.rules.wasExecuted('rul_1'), event.session.cookie.mode]));`;
    expect(await observe([action("a", body)])).toEqual([[false, "persistent"]]);
  });

  it.each([
    ["api.accessToken.addScope('read x')", "without whitespace"],
    ["api.accessToken.addScope('x'.repeat(281))", "1 to 280 characters"],
    ["for (let i = 0; i < 1001; i++) api.accessToken.addScope('s' + i)", "At most 1000 scopes"],
    ["api.accessToken.setCustomClaim('scope', 'x')", '"scope" cannot be set'],
    ["api.idToken.setCustomClaim('', 'x')", "non-empty string"],
    ["api.session.setExpiresAt()", "must be provided"],
    ["api.session.setIdleExpiresAt('tomorrow')", "must be a number"],
    ["api.session.setCookieMode('eternal')", "Invalid cookie mode: eternal"],
    ["api.session.revoke()", "must be a string"],
    ["api.validation.error('code', 'x'.repeat(101))", "errorMessage must be a string of at most 100"],
    ["api.prompt.render('ap_1', { vars: { x: 'x'.repeat(25000) } })", "exceeds the limit of 24576 bytes"],
    ["api.redirect.sendUserTo('nowhere')", "Invalid URL"],
    ["api.redirect.validateToken({ secret: 'x' })", "no parameter called 'session_token'"],
    ["api.authentication.recordMethod('https://example.com')", "only available in onContinuePostLogin"],
    ["api.authentication.setPrimaryUser('')", "non-empty string"],
    ["api.authentication.setPrimaryUser('x'.repeat(129))", "exceeds the maximum length"],
    ["await api.groups.hasGroupMembership([])", "non-empty array"],
    ["await api.groups.getUserGroups({ take: 0 })", "positive integer"],
    ["await api.roles.getUserEffectiveRolesByIds('rol_1')", '"ids" parameter'],
    ["await api.roles.getUserEffectiveRoles({ from: 1 })", '"from" parameter'],
  ])("%s is refused", async (expression, message) => {
    expect(await thrownBy(expression)).toContain(message);
  });
});

describe("api.authentication.setPrimaryUser", () => {
  const set = "api.authentication.setPrimaryUser('auth0|2')";

  it("is written after the last Action", async () => {
    const context = login();
    await pipeline([action("a", set)], context).run();
    expect(context.effects).toEqual([{ kind: "primary_user", userId: "auth0|2" }]);
  });

  it("may be called once in a login", async () => {
    const step = await pipeline([action("a", set), action("b", set)]).run();
    expect(step).toMatchObject({ description: "The primary user can only be altered once per transaction" });
  });
});

describe("api.session.revoke", () => {
  it("tells the tenant to end the session", async () => {
    const context = login();
    await pipeline([action("a", "api.session.revoke('stolen')")], context).run();
    expect(context.effects).toEqual([{ kind: "session_revoked", reason: "stolen", preserveRefreshTokens: false }]);
  });
});

describe("api.redirect", () => {
  it("signs a token that a redirect target could check", async () => {
    const context = login({
      document: { user: { user_id: "auth0|1" }, request: { hostname: "tenant.example", ip: "192.0.2.1" } },
    });
    const body = "console.log(JSON.stringify(api.redirect.encodeToken({ secret: 'shared', payload: { a: 1 } })))";
    const [token] = (await observe([action("a", body)], context)) as [string];
    const [header, claims, signature] = token.split(".");
    expect(createHmac("sha256", "shared").update(`${header}.${claims}`).digest("base64url")).toBe(signature);
    const iat = Date.parse("2026-01-01T00:00:00Z") / 1000;
    expect(JSON.parse(Buffer.from(claims!, "base64url").toString())).toEqual({
      iat,
      exp: iat + 900,
      iss: "tenant.example",
      sub: "auth0|1",
      ip: "192.0.2.1",
      a: 1,
    });
  });

  it.each([
    [{ request: { query: { prompt: "none" } } }, false],
    [{ transaction: { protocol: "oauth2-refresh-token" } }, false],
    [{ transaction: { protocol: "oidc-basic-profile" } }, true],
  ])("says whether the login could be redirected: %j", async (document, expected) => {
    expect(
      await observe([action("a", "console.log(JSON.stringify(api.redirect.canRedirect()))")], login({ document })),
    ).toEqual([expected]);
  });
});

describe("groups and roles", () => {
  it("are empty in the local tenant", async () => {
    const body = `console.log(JSON.stringify([
      await api.groups.getUserGroups(), await api.groups.hasGroupMembership(['g']),
      await api.roles.getUserEffectiveRoles({ take: 50 }), await api.roles.getUserEffectiveRolesByNames(['Admin'])]))`;
    expect(await observe([action("a", body)])).toEqual([
      [{ groups: [] }, { memberships: {} }, { roles: [] }, { roles: [] }],
    ]);
  });
});
