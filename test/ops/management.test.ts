import { z } from "zod";
import { managementClient } from "../../ops/auth0/client";
import { actionDocument, tenantSettingsDocument } from "../../ops/auth0/entities";
import { rsaKeys } from "../../packages/local-tenant/test/support/rsa-keys";
import { API_TOKEN, type ServedTenant, serveTenant } from "../support/served-tenant";

let served: ServedTenant;

beforeAll(async () => {
  served = await serveTenant();
});
afterAll(() => served.close());

it("reads a list to its end, page by page", async () => {
  const trigger = { id: "post-login", version: "v3" };
  const names = Array.from({ length: 60 }, (_, index) => `Action ${index}`);
  for (const name of names) served.tenant.actions.create({ name, trigger, code: "" });
  const client = await managementClient(served.domain, served.env);
  const listed = await client.list("/actions/actions", "actions", actionDocument);
  expect(listed.map(({ name }) => name).sort()).toEqual(names.sort());
});

it("signs in with a static token, without a token call", async () => {
  served.calls.length = 0;
  const client = await managementClient(served.domain, { ...served.env, AUTH0_API_TOKEN: API_TOKEN });
  await client.get("/tenants/settings", tenantSettingsDocument);
  expect(served.calls.map(({ path }) => path)).toEqual(["/api/v2/tenants/settings"]);
});

it.each(["RS256", "PS256"] as const)("signs in with a private key (%s)", async (algorithm) => {
  const { publicKey, privateKey } = rsaKeys();
  served.tenant.clients.add({ clientId: "by-key", publicKey, alg: algorithm, scopes: "all" });
  const client = await managementClient(served.domain, {
    SSL_CERT_FILE: served.env.SSL_CERT_FILE,
    AUTH0_CLIENT_ID: "by-key",
    AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: privateKey,
    AUTH0_CLIENT_ASSERTION_SIGNING_ALG: algorithm,
  });
  expect(await client.get("/tenants/settings", tenantSettingsDocument)).toHaveProperty("flags");
});

it("passes on the tenant's words when it refuses, without the secret", async () => {
  const env = { ...served.env, AUTH0_CLIENT_SECRET: "wrong-secret-fake" };
  const refusal = managementClient(served.domain, env);
  await expect(refusal).rejects.toThrow(/POST https:\/\/localhost:\d+\/oauth\/token answered 401: /);
  await expect(refusal).rejects.toThrow(
    /does not accept these credentials\.\nUse AUTH0_CLIENT_ID and its secret \(AUTH0_CLIENT_SECRET, or the private key/,
  );
  await expect(refusal).rejects.toMatchObject({ exitCode: 3 });
  await expect(refusal).rejects.not.toThrow(/wrong-secret-fake/);
});

it("says how to make a private key when what is given is none", async () => {
  const client = managementClient(served.domain, {
    SSL_CERT_FILE: served.env.SSL_CERT_FILE,
    AUTH0_CLIENT_ID: "by-key",
    AUTH0_CLIENT_ASSERTION_PRIVATE_KEY: "garbage-key-fake",
    AUTH0_CLIENT_ASSERTION_SIGNING_ALG: "RS256",
  });
  await expect(client).rejects.toThrow(/is not an RSA private key in PEM\.\n[\s\S]*openssl genpkey -algorithm RSA/);
  await expect(client).rejects.not.toThrow(/garbage-key-fake/);
});

it("waits out the rate limit at the sign-in, too", async () => {
  served.calls.length = 0;
  served.rateLimit.refuse(1);
  const client = await managementClient(served.domain, served.env);
  await client.get("/tenants/settings", tenantSettingsDocument);
  expect(served.calls.map(({ path, status }) => [path, status])).toEqual([
    ["/oauth/token", 429],
    ["/oauth/token", 200],
    ["/api/v2/tenants/settings", 200],
  ]);
});

it("names the rate limit of the sign-in when it stays, and not the credentials", async () => {
  const refused = () =>
    Response.json({ error: "too_many_requests" }, { status: 429, headers: { "x-ratelimit-reset": "0" } });
  served.intercept = refused;
  try {
    const refusal = managementClient(served.domain, served.env);
    await expect(refusal).rejects.toMatchObject({
      message: expect.stringMatching(
        /answered 429: .*\nThe rate limit of .* \(\/oauth\/token\) is used up; .*\nWait a minute/,
      ),
      exitCode: 1,
    });
  } finally {
    served.intercept = undefined;
  }
});

it("says which scope is missing", async () => {
  served.tenant.tokens.issue(["read:actions"], "narrow-token-fake");
  const client = await managementClient(served.domain, { ...served.env, AUTH0_API_TOKEN: "narrow-token-fake" });
  await expect(client.get("/tenants/settings", tenantSettingsDocument)).rejects.toThrow(
    /403: Insufficient scope.*\nGrant the application/,
  );
});

it("says what to do about a token that has expired", async () => {
  const client = await managementClient(served.domain, { ...served.env, AUTH0_API_TOKEN: "expired-token-fake" });
  await expect(client.get("/tenants/settings", tenantSettingsDocument)).rejects.toMatchObject({
    message: expect.stringMatching(
      /answered 401: .*\nThe token has expired, or is another tenant's\. Set AUTH0_API_TOKEN/,
    ),
    exitCode: 3,
  });
});

it("waits out a rate limit", async () => {
  const client = await managementClient(served.domain, served.env);
  served.rateLimit.refuse(1);
  expect(await client.get("/tenants/settings", tenantSettingsDocument)).toHaveProperty("flags");
});

it("names the member of a document that is not what Auth0 answers, and what to check", async () => {
  const client = await managementClient(served.domain, served.env);
  served.intercept = ({ url }) =>
    url.includes("/actions/actions") ? Response.json({ actions: [{ id: 7 }] }) : undefined;
  try {
    await expect(client.list("/actions/actions", "actions", actionDocument)).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(
        /^GET https:\/\/localhost:\d+\/api\/v2\/actions\/actions\?\S+ answered with a document of an unknown form: actions\.0\.id: .*\nCheck that the domain/,
      ),
    });
    served.intercept = () => Response.json("a proxy's page");
    await expect(client.get("/tenants/settings", z.object({}))).rejects.toThrow("unknown form: the document: ");
  } finally {
    served.intercept = undefined;
  }
});

it("says what to check when something else answers a sign-in, such as a hotel's network", async () => {
  served.intercept = () => Response.json("Sign in to the Wi-Fi");
  try {
    await expect(managementClient(served.domain, served.env)).rejects.toMatchObject({
      isUserError: true,
      message: expect.stringMatching(
        /^POST https:\/\/localhost:\d+\/oauth\/token answered with a document of an unknown form: .*\nCheck that the domain/,
      ),
    });
  } finally {
    served.intercept = undefined;
  }
});

it.each([
  [500, /answered 500: .*\nThe fault is Auth0's, or a proxy's in between\. Run this again in a while/],
  [502, /answered 502: .*\nThe fault is Auth0's, or a proxy's in between\. Run this again in a while/],
  [302, /answered 302: .*\nCheck that the domain in tenants\.ts/],
  [404, /answered 404: .*\nCheck that the domain in tenants\.ts/],
])("says what to do about an answer of %d that the credentials are not to blame for", async (status, message) => {
  const client = await managementClient(served.domain, served.env);
  served.intercept = () => Response.json("a page", { status });
  try {
    await expect(managementClient(served.domain, served.env)).rejects.toThrow(message);
    await expect(client.get("/tenants/settings", tenantSettingsDocument)).rejects.toThrow(message);
  } finally {
    served.intercept = undefined;
  }
});

it("leaves the domain alone where Auth0 itself says that something is not there", async () => {
  const client = await managementClient(served.domain, served.env);
  await expect(client.get("/actions/actions/no-such-action", actionDocument)).rejects.toMatchObject({
    status: 404,
    message: expect.not.stringContaining("\n"),
  });
});

it("says what to check when the certificate is not trusted", async () => {
  const { SSL_CERT_FILE: _, ...env } = served.env;
  await expect(managementClient(served.domain, env)).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringMatching(/can't be reached: .*certificate[\s\S]*SSL_CERT_FILE/),
  });
});

it("says which file has the roots when it can't be read", async () => {
  const refusal = managementClient(served.domain, { ...served.env, SSL_CERT_FILE: "/no/such/roots.pem" });
  await expect(refusal).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringContaining("SSL_CERT_FILE names /no/such/roots.pem"),
  });
});

it("knows the scopes that the tenant grants, and none of a token that does not say them", async () => {
  served.tenant.clients.add({ clientId: "narrow", clientSecret: "narrow-fake", scopes: ["read:actions", "read:logs"] });
  const env = { ...served.env, AUTH0_CLIENT_ID: "narrow", AUTH0_CLIENT_SECRET: "narrow-fake" };
  expect(await (await managementClient(served.domain, env)).scopes()).toEqual(["read:actions", "read:logs"]);
  const opaque = await managementClient(served.domain, { ...served.env, AUTH0_API_TOKEN: API_TOKEN });
  expect(await opaque.scopes()).toBeUndefined();
  const claims = Buffer.from(JSON.stringify({ scope: "read:actions" })).toString("base64url");
  const token = await managementClient(served.domain, { ...served.env, AUTH0_API_TOKEN: `e30.${claims}.` });
  expect(await token.scopes()).toEqual(["read:actions"]);
});
