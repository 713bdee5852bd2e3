import { createHash } from "node:crypto";
import { request } from "node:https";
import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { addApplication, authorizeUrl, type RunningTenant, setUpTenant, token, Visitor } from "./support";

const redirect_uri = "http://localhost:3000/callback";
const verifier = "v".repeat(43);
const code_challenge = createHash("sha256").update(verifier).digest("base64url");
const pkce = { code_challenge, code_challenge_method: "S256" };

let tenant: RunningTenant;

setUpTenant((started) => {
  tenant = started;
});

const spa = () => clients.spa!.client_id;

/** A code of the single-page application, and the browser that got it. */
async function signedIn(parameters: Record<string, string> = {}) {
  const url = authorizeUrl(tenant, { client_id: spa(), ...pkce, ...parameters });
  const visitor = await (await new Visitor(tenant).open(url)).signIn("paul@example.com", seedPassword);
  const code = visitor.answer.code ?? "";
  const exchange = (more: Record<string, string> = {}, headers = {}) =>
    token(
      tenant,
      { grant_type: "authorization_code", client_id: spa(), code, redirect_uri, code_verifier: verifier, ...more },
      headers,
    );
  return { visitor, code, exchange };
}

describe("Redirects", () => {
  test.each([
    "https://evil.example/callback",
    "http://localhost:3000/callback/",
    "http://localhost:3000/callback?next=evil",
    "http://localhost:3000/callback#x",
    "http://localhost:3000@evil.example/callback",
    "http://LOCALHOST:3000/callback",
    "javascript:alert(1)",
  ])(
    "a redirect to %s is refused on a page: it is none of the application's own, letter by letter",
    async (address) => {
      const url = authorizeUrl(tenant, { client_id: clients.web!.client_id, redirect_uri: address });
      const visitor = await new Visitor(tenant).open(url);
      expect([visitor.status, visitor.heading, visitor.url]).toEqual([403, "This sign-in can’t continue", url]);
    },
  );

  test("a redirect to a script is refused even where the application lists it", async () => {
    const address = "javascript:alert(1)";
    const { clientId: client_id } = addApplication(tenant, { callbacks: [address] });
    const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id, redirect_uri: address }));
    expect(visitor.status).toBe(403);
  });

  test("an unknown application is sent nowhere, and its name is text on the page", async () => {
    const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: "<script>alert(1)</script>" }));
    expect(visitor.status).toBe(403);
    expect(visitor.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(visitor.html).not.toContain("<script");
  });
});

describe("Codes of the authorization code flow", () => {
  test("a code that is shown again opens nothing, and takes away what it had opened", async () => {
    const { exchange } = await signedIn();
    const first = await exchange();
    const userinfo = async () => {
      const headers = { authorization: `Bearer ${first.access_token}` };
      return (await fetch(`${tenant.url}/userinfo`, { headers })).status;
    };
    expect([first.status, await userinfo()]).toEqual([200, 200]);
    expect(await exchange()).toMatchObject({ status: 403, error: "invalid_grant" });
    expect(await userinfo()).toBe(401);
  });

  test("a code of another application opens nothing, and stays good for its own", async () => {
    const { exchange } = await signedIn();
    const { clientId: client_id, clientSecret: client_secret } = addApplication(tenant);
    expect(await exchange({ client_id, client_secret })).toMatchObject({ status: 403, error: "invalid_grant" });
    expect(await exchange()).toMatchObject({ status: 200 });
  });

  test.each([{ code_verifier: "w".repeat(43) }, { code_verifier: "" }, { code_verifier: code_challenge }])(
    "opens nothing with %j, which is not its verifier",
    async (wrong) => {
      const { exchange } = await signedIn();
      expect(await exchange(wrong)).toMatchObject({
        error: "invalid_grant",
        error_description: expect.stringMatching("verif"),
      });
      expect(await exchange()).toMatchObject({ status: 403, error: "invalid_grant" });
    },
  );

  test("opens nothing with another redirect URI, or for an application with a wrong secret", async () => {
    expect(await (await signedIn()).exchange({ redirect_uri: "http://localhost:3000" })).toMatchObject({ status: 403 });
    const { clientId: client_id } = addApplication(tenant);
    const { exchange } = await signedIn({ client_id });
    expect(await exchange({ client_id, client_secret: "guess" })).toMatchObject({
      status: 401,
      error: "access_denied",
    });
  });

  test("opens nothing without the redirect URI that the request for it named", async () => {
    const code = (await signedIn()).code;
    const body = { grant_type: "authorization_code", client_id: spa(), code, code_verifier: verifier };
    expect(await token(tenant, body)).toMatchObject({ status: 403, error: "unauthorized_client" });
  });

  test("opens without a redirect URI where the request for it named none", async () => {
    const { clientId: client_id, clientSecret: client_secret } = addApplication(tenant);
    const address = `${tenant.url}/authorize?${new URLSearchParams({ client_id, response_type: "code", scope: "openid" })}`;
    const visitor = await (await new Visitor(tenant).open(address)).signIn("paul@example.com", seedPassword);
    const code = visitor.answer.code ?? "";
    const body = { grant_type: "authorization_code", client_id, client_secret, code };
    expect(await token(tenant, body)).toMatchObject({ status: 200 });
  });

  test("no code is given to an application without a secret that leaves PKCE out", async () => {
    const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: spa() }));
    expect(visitor.answer).toMatchObject({ error: "invalid_request" });
  });

  test.each(["", "x", "a challenge with spaces, long enough to be one"])(
    "no code is given for the challenge %j, which is the digest of no verifier",
    async (challenge) => {
      const visitor = await new Visitor(tenant).open(
        authorizeUrl(tenant, { client_id: spa(), code_challenge: challenge, code_challenge_method: "S256" }),
      );
      expect(visitor.answer).toMatchObject({ error: "invalid_request" });
    },
  );
});

describe("a sign-in page", () => {
  const begin = () => new Visitor(tenant).open(authorizeUrl(tenant, { client_id: spa(), ...pkce }));

  test("goes on in the browser that began it alone", async () => {
    const visitor = await begin();
    const other = await begin();
    await other.open(visitor.url);
    expect([other.status, other.heading]).toEqual([400, "This sign-in can’t continue"]);
  });

  test("takes no form whose state is another one's, or was made up", async () => {
    const visitor = await begin();
    const second = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id: spa(), ...pkce }));
    await visitor.submit("identifier", {
      identifier: "paul@example.com",
      state: new URL(second.url).searchParams.get("state") ?? "",
    });
    expect(visitor.status).toBe(400);
    await visitor.open(`${tenant.url}/u/login?state=${"x".repeat(43)}`);
    expect(visitor.status).toBe(400);
  });

  test("takes no form from a page of another origin", async () => {
    const visitor = await begin();
    const state = new URL(visitor.url).searchParams.get("state") ?? "";
    const body = new URLSearchParams({ state, action: "identifier", identifier: "paul@example.com" }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" };
    await visitor.open(visitor.url, { method: "POST", body, headers });
    expect(visitor.status).toBe(400);
  });

  test("runs no script, loads nothing, is in no frame, and may send the browser to its application alone", async () => {
    const { headers } = await begin();
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self' http:\/\/localhost:3000; frame-ancestors 'none'; base-uri 'none'$/,
    );
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("gives its session a cookie that no script reads, under a new key at each login", async () => {
    const { visitor } = await signedIn();
    const name = `auth0_${new URL(tenant.url).port}`;
    const first = visitor.cookies.get(name);
    await visitor.open(authorizeUrl(tenant, { client_id: spa(), ...pkce }));
    expect(visitor.headers.getSetCookie().at(-1)).toMatch(/^auth0_\d+=[\w-]{43}; .*HttpOnly; Secure; SameSite=None$/);
    expect(visitor.cookies.get(name)).not.toBe(first);
  });
});

describe("a user's token", () => {
  test.each(["https://api.shop.example", ""])("for the API %j never opens the Management API", async (audience) => {
    const { exchange } = await signedIn(audience === "" ? {} : { audience, scope: "openid read:clients" });
    const { access_token, id_token } = await exchange();
    for (const value of [access_token, id_token]) {
      const headers = { authorization: `Bearer ${value}` };
      expect((await fetch(`${tenant.url}/api/v2/clients`, { headers })).status).toBe(401);
    }
  });

  test("is not made for the Management API, whoever asks", async () => {
    const audience = `${tenant.url}/api/v2/`;
    const url = authorizeUrl(tenant, { client_id: spa(), ...pkce, audience });
    expect((await new Visitor(tenant).open(url)).answer).toMatchObject({ error: "access_denied" });
  });
});

describe("a web page of another origin", () => {
  const evil = { origin: "https://evil.example" };
  const own = { origin: "http://localhost:3000" };
  const allowed = (response: Response) => response.headers.get("access-control-allow-origin");

  test("gets no token and reads no answer; one that the application lists does", async () => {
    const { exchange } = await signedIn();
    const refused = await exchange({}, evil);
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    const given = await exchange({}, own);
    expect([given.status, given.headers.get("access-control-allow-origin")]).toEqual([200, own.origin]);
  });

  test("is told so before it asks", async () => {
    const ask = (headers: object) =>
      fetch(`${tenant.url}/oauth/token`, {
        method: "OPTIONS",
        headers: { ...headers, "access-control-request-method": "POST" },
      });
    expect([(await ask(evil)).status, allowed(await ask(evil))]).toEqual([403, null]);
    expect([(await ask(own)).status, allowed(await ask(own))]).toEqual([204, own.origin]);
  });

  test("reads no client credentials, nothing of the Management API and no control route, listed or not", async () => {
    const { clientId: client_id, clientSecret: client_secret } = tenant.credentials.client;
    const audience = `${tenant.url}/api/v2/`;
    const body = { grant_type: "client_credentials", client_id, client_secret, audience };
    for (const origin of [own, evil]) {
      const refused = await fetch(`${tenant.url}/oauth/token`, {
        method: "POST",
        headers: origin,
        body: new URLSearchParams(body),
      });
      expect([refused.status, allowed(refused)]).toEqual([403, null]);
    }
    expect(await token(tenant, body, { origin: tenant.url })).toMatchObject({ status: 200 });
    for (const path of ["/api/v2/clients", "/_sandbox/users"]) {
      const preflight = await fetch(`${tenant.url}${path}`, { method: "OPTIONS", headers: own });
      expect([path, allowed(preflight)]).toEqual([path, null]);
      const answer = await fetch(`${tenant.url}${path}`, { headers: own });
      expect([path, allowed(answer), answer.ok]).toEqual([path, null, false]);
    }
  });

  test("gets no silent answer: only web origins do, and only they may frame it", async () => {
    const { visitor } = await signedIn();
    const silent = { client_id: spa(), ...pkce, prompt: "none", response_mode: "web_message" };
    await visitor.open(authorizeUrl(tenant, { ...silent, redirect_uri: "http://localhost:3000" }));
    expect(visitor.headers.get("content-security-policy")).toContain(
      "frame-ancestors http://localhost:3000 http://127.0.0.1:3000",
    );
    expect(visitor.html).toContain('"http://localhost:3000")');
    const { clientId: client_id } = addApplication(tenant);
    await visitor.open(authorizeUrl(tenant, { ...silent, client_id }));
    expect([visitor.status, visitor.headers.get("x-frame-options")]).toEqual([403, "DENY"]);
  });

  test("can't end the script of a silent answer with its state", async () => {
    const state = "</script><script>alert(1)</script>";
    const silent = { client_id: spa(), ...pkce, prompt: "none", response_mode: "web_message", state };
    const visitor = await new Visitor(tenant).open(authorizeUrl(tenant, silent));
    expect(visitor.html.match(/<script/g)).toHaveLength(1);
  });
});

test.each([
  ...["/authorize", "/oauth/token", "/userinfo", "/.well-known/openid-configuration", "/v2/logout", "/u/login", "/"],
  ...["/api/v2/clients", "/_sandbox/users", "/no/such/page"],
  "Verify's /v2/Services",
])("%s answers under no other host name than this machine's", async (name) => {
  const isVerify = name.startsWith("Verify's ");
  const { port } = new URL(isVerify ? tenant.verifyUrl : tenant.url);
  const path = name.replace("Verify's ", "");
  const status = await new Promise((resolve, reject) => {
    const headers = { host: `evil.example:${port}` };
    const servername = "localhost";
    request({ host: "localhost", servername, port, path, headers, ca: tenant.authority.certificate }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on("error", reject)
      .end();
  });
  expect(status).toBe(403);
});
