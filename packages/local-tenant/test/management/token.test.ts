import { sign } from "node:crypto";
import { createManagementApi } from "../../src/auth0/management/app";
import type { RequestLogEntry } from "../../src/auth0/management/request-log";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";
import { rsaKeys } from "../support/rsa-keys";

const { publicKey: pem, privateKey } = rsaKeys();
const clock = new ManualClock();
const tenant = new LocalTenant({ domain: "localhost:8443", clock });
const logged: RequestLogEntry[] = [];
const api = createManagementApi(tenant, { onRefused: () => {}, onRequest: (entry) => logged.push(entry) });
tenant.clients.add({ clientId: "c", clientSecret: "s", scopes: ["read:actions"] });
tenant.clients.add({ clientId: "jwt", publicKey: pem, scopes: ["read:actions"] });

const request = { grant_type: "client_credentials", audience: "https://localhost:8443/api/v2/" };

async function ask(body: unknown) {
  const headers = { "content-type": "application/json" };
  const url = "https://localhost:8443/oauth/token";
  const response = await api.request(url, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

it.each([[null], [[]], ["text"], [7]])("takes the body %j for a request without parameters", async (body) => {
  expect(await ask(body)).toMatchObject({ status: 403, body: { error: "unsupported_grant_type" } });
});

it.each(["client_secret", "client_id", "client_assertion", "grant_type", "audience"])(
  "refuses a %s that is no string, and names it",
  async (parameter) => {
    expect(await ask({ ...request, client_id: "c", client_secret: "s", [parameter]: 7 })).toEqual({
      status: 400,
      body: { error: "invalid_request", error_description: `Parameter ${parameter} must be a string.` },
    });
  },
);

const inSeconds = (ms: number) => Math.floor((clock.now() + ms) / 1000);
const rightful = () => ({ iss: "jwt", sub: "jwt", aud: "https://localhost:8443/", exp: inSeconds(60_000) });

const keyId = () => tenant.clientCredentials.list("jwt")[0]?.kid;

function assertion(claims: object, header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT", ...header })}.${part(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

const askWith = (claims: object, header: object = {}) =>
  ask({
    ...request,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion(claims, header),
  });

it("takes a rightly signed assertion for this tenant, as long as it lives", async () => {
  expect(await askWith(rightful())).toMatchObject({ status: 200, body: { scope: "read:actions" } });
});

it.each([
  ["has expired", () => ({ ...rightful(), exp: inSeconds(-1000) })],
  ["never expires", () => ({ ...rightful(), exp: undefined })],
  ["is for another tenant", () => ({ ...rightful(), aud: "https://other.example/" })],
  ["is for nobody", () => ({ ...rightful(), aud: undefined })],
  ["was issued by another", () => ({ ...rightful(), iss: "c" })],
])("refuses an assertion that %s", async (_, claims) => {
  expect(await askWith(claims())).toMatchObject({ status: 401, body: { error: "access_denied" } });
});

it.each([
  ["names its key", () => ({ kid: keyId() }), 200],
  ["names no key", () => ({}), 200],
  ["names another key", () => ({ kid: "another-key-id" }), 401],
  ["is signed with an algorithm that the key is not for", () => ({ alg: "RS384" }), 401],
])("looks at the header of an assertion that %s", async (_, header, status) => {
  expect(await askWith(rightful(), header())).toMatchObject({ status });
});

const noGrant =
  'Client is not authorized to access "https://localhost:8443/api/v2/". You need to create a "client-grant" associated ' +
  "to this API. See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants";

it.each([
  ["has no grant", { clientId: "bare", clientSecret: "s" }, {}, 403, "access_denied", noGrant],
  [
    "asks for more than its grant has",
    { clientId: "some", clientSecret: "s", scopes: ["read:logs", "read:actions"] },
    { scope: "read:logs read:users delete:users" },
    403,
    "access_denied",
    "Client has not been granted scopes: read:users, delete:users",
  ],
  [
    "may not use client credentials",
    { clientId: "web", clientSecret: "s", scopes: ["read:logs"], grantTypes: ["authorization_code"] },
    {},
    403,
    "unauthorized_client",
    "Grant type 'client_credentials' not allowed for the client.",
  ],
  [
    "signs in with keys, and sends its secret",
    { clientId: "keys", publicKey: pem, clientSecret: "s" },
    {},
    401,
    "access_denied",
    "Unauthorized",
  ],
] as const)("refuses an application that %s", async (_, application, more, status, error, error_description) => {
  tenant.clients.add(application);
  const answer = await ask({ ...request, client_id: application.clientId, client_secret: "s", ...more });
  expect(answer).toEqual({ status, body: { error, error_description } });
});

describe("on port 443, where a client may be given the port or not", () => {
  const onDefaultPort = new LocalTenant({ domain: "localhost", clock });
  const { request: send } = createManagementApi(onDefaultPort, { onRefused: () => {}, onRequest: () => {} });
  onDefaultPort.clients.add({ clientId: "c", clientSecret: "s", scopes: ["read:actions"] });
  onDefaultPort.clients.add({ clientId: "jwt", publicKey: pem, scopes: ["read:actions"] });
  const status = async (body: object) => {
    const headers = { "content-type": "application/json" };
    return (await send("https://localhost/oauth/token", { method: "POST", headers, body: JSON.stringify(body) }))
      .status;
  };
  const client = { client_id: "c", client_secret: "s" };

  it.each([
    ["https://localhost/api/v2/", 200],
    ["https://localhost:443/api/v2/", 200],
    ["https://localhost:8443/api/v2/", 403],
    ["https://localhost:4430/api/v2/", 403],
    ["http://localhost:443/api/v2/", 403],
    ["https://localhost:443", 403],
    ["https://other.example:443/api/v2/", 403],
  ])("answers a request for the audience %s with %i", async (audience, expected) => {
    expect(await status({ ...request, ...client, audience })).toBe(expected);
  });

  it.each([
    ["https://localhost/", 200],
    ["https://localhost:443/", 200],
    ["https://localhost:8443/", 401],
  ])("answers an assertion for %s with %i", async (aud, expected) => {
    const body = {
      ...request,
      audience: "https://localhost/api/v2/",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: assertion({ ...rightful(), aud }, {}),
    };
    expect(await status(body)).toBe(expected);
  });
});

it("narrows a token to the scopes that were asked for", async () => {
  tenant.clients.add({ clientId: "some", clientSecret: "s", scopes: ["read:logs", "read:actions"] });
  const answer = await ask({ ...request, client_id: "some", client_secret: "s", scope: "read:logs" });
  expect(answer).toMatchObject({ status: 200, body: { scope: "read:logs" } });
});

it("grants a user's grant to no machine", async () => {
  tenant.clients.add({ clientId: "user-only", clientSecret: "s" });
  tenant.clientGrants.create({ clientId: "user-only", scopes: ["read:logs"], subjectType: "user" });
  expect(await ask({ ...request, client_id: "user-only", client_secret: "s" })).toMatchObject({ status: 403 });
});

it("keeps assertions and secrets out of the request log", async () => {
  await askWith(rightful());
  await ask({ ...request, client_id: "c", client_secret: "s" });
  expect(logged.slice(-2).map(({ body }) => body)).toEqual([
    expect.objectContaining({ client_assertion: "***" }),
    expect.objectContaining({ client_secret: "***" }),
  ]);
});

it.each(["token", "Basic token", "Bearertoken", "Bearer", ""])(
  "takes %j for no bearer token",
  async (authorization) => {
    tenant.tokens.issue("all", "token");
    const url = "https://localhost:8443/api/v2/actions/actions";
    const { status } = await api.request(url, { headers: { authorization } });
    expect(status).toBe(401);
    const bearer = await api.request(url, { headers: { authorization: "bearer token" } });
    expect(bearer.status).toBe(200);
  },
);
