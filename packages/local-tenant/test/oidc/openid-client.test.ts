import * as client from "openid-client";
import { clients } from "../../src/auth0/login";
import { seedPassword } from "../../src/auth0/users";
import { addApplication, onPostLogin, type RunningTenant, setUpTenant, Visitor } from "./support";

const redirect_uri = "http://localhost:3000/callback";

let tenant: RunningTenant;

setUpTenant((started) => {
  tenant = started;
});

/** Begins an authorization request as openid-client makes it; `finish` exchanges what came back. */
async function begin(config: client.Configuration, parameters: Record<string, string> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri,
    scope: "openid profile email",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
    ...parameters,
  });
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
  return {
    url: url.href,
    finish: (back: string) => client.authorizationCodeGrant(config, new URL(back), checks),
  };
}

async function discover(application = addApplication(tenant)): Promise<client.Configuration> {
  return client.discovery(new URL(tenant.url), application.clientId, application.clientSecret);
}

test("openid-client discovers the tenant, signs a person in with a password and reads who they are", async () => {
  const config = await discover();
  const { url, finish } = await begin(config);
  const visitor = await new Visitor(tenant).open(url);
  expect(visitor.heading).toBe("Welcome");
  await visitor.signIn("paul@example.com", seedPassword);
  expect(visitor.url).toMatch(/^http:\/\/localhost:3000\/callback\?code=/);
  const tokens = await finish(visitor.url);
  expect(tokens.claims()).toMatchObject({
    iss: `${tenant.url}/`,
    sub: "auth0|5a0000000000000000000102",
    name: "Paul Password",
    email: "paul@example.com",
    email_verified: true,
  });
  const sub = tokens.claims()?.sub ?? "";
  expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({ name: "Paul Password" });
});

test("an application without a secret signs in by PKCE alone", async () => {
  const config = await client.discovery(new URL(tenant.url), clients.spa!.client_id, undefined, client.None());
  const { url, finish } = await begin(config);
  const visitor = await new Visitor(tenant).open(url);
  await visitor.signIn("paul@example.com", seedPassword);
  expect((await finish(visitor.url)).claims()?.aud).toBe(clients.spa?.client_id);
});

test("claims and scopes that Actions set are in the tokens, and protocol claims are not theirs to set", async () => {
  tenant.actions(
    onPostLogin(`api.idToken.setCustomClaim("https://shop/tier", { level: "gold" });
      api.idToken.setCustomClaim("iss", "https://elsewhere/");
      api.accessToken.setCustomClaim("https://shop/role", "buyer");
      api.accessToken.addScope("read:orders");`),
    onPostLogin(`api.accessToken.removeScope("email");
      console.log(event.resource_server.identifier, event.transaction.requested_scopes.join(" "));`),
  );
  const config = await discover();
  const { url, finish } = await begin(config, { audience: "https://api.shop.example" });
  const visitor = await new Visitor(tenant).open(url);
  await visitor.signIn("paul@example.com", seedPassword);
  const tokens = await finish(visitor.url);
  expect(tokens.claims()).toMatchObject({ iss: `${tenant.url}/`, "https://shop/tier": { level: "gold" } });
  expect(tokens.scope).toBe("openid profile read:orders");
  const payload = tokens.access_token.split(".")[1] ?? "";
  expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
    aud: ["https://api.shop.example", `${tenant.url}/userinfo`],
    scope: "openid profile read:orders",
    "https://shop/role": "buyer",
  });
});

test("a login that an Action denies comes back as an error with the Action's words", async () => {
  tenant.actions(onPostLogin('api.access.deny("Not on a Sunday & never <b>");'));
  const { url, finish } = await begin(await discover());
  const visitor = await new Visitor(tenant).open(url);
  await visitor.signIn("paul@example.com", seedPassword);
  await expect(finish(visitor.url)).rejects.toMatchObject({
    error: "access_denied",
    error_description: "Not on a Sunday & never <b>",
  });
});

test("openid-client signs a device in while it polls", async () => {
  const { client_id } = clients.mobile!;
  const config = await client.discovery(new URL(tenant.url), client_id, undefined, client.None());
  const begun = await client.initiateDeviceAuthorization(config, { scope: "openid profile" });
  const tokens = client.pollDeviceAuthorizationGrant(config, begun);
  const visitor = await new Visitor(tenant).open(begun.verification_uri_complete ?? "");
  const activation = visitor.html.match(/name="activation" value="([^"]+)"/)?.[1] ?? "";
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: tenant.url };
  const body = new URLSearchParams({ activation, action: "confirm" }).toString();
  await visitor.open("/activate", { method: "POST", body, headers });
  await visitor.signIn("paul@example.com", seedPassword);
  expect((await tokens).claims()).toMatchObject({ name: "Paul Password" });
});
