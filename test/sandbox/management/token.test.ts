import { generateKeyPairSync, sign } from "node:crypto";
import { createManagementApi } from "../../../sandbox/auth0/management/app";
import type { RequestLogEntry } from "../../../sandbox/auth0/management/request-log";
import { LocalTenant } from "../../../sandbox/auth0/tenant";
import { ManualClock } from "../../../sandbox/clock";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const clock = new ManualClock();
const tenant = new LocalTenant({ domain: "localhost:8443", clock });
const logged: RequestLogEntry[] = [];
const api = createManagementApi(tenant, { onRefused: () => {}, onRequest: (entry) => logged.push(entry) });
tenant.clients.add({ clientId: "c", clientSecret: "s", scopes: ["read:actions"] });
const pem = publicKey.export({ type: "spki", format: "pem" }) as string;
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

function assertion(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

const askWith = (claims: object) =>
  ask({
    ...request,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion(claims),
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
