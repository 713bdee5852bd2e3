import { generateKeyPairSync } from "node:crypto";
import { ManagementClient } from "auth0";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";
import { rsaKeys } from "../support/rsa-keys";
import { serveHttps } from "./support/serve";

const [one, two, three] = [rsaKeys("one"), rsaKeys("two"), rsaKeys("three")];
const DAY_MS = 86_400_000;
const CREDENTIAL = { credential_type: "public_key" as const };

let tenant: LocalTenant;
let clock: ManualClock;
let sdk: ManagementClient;
let stop: () => Promise<void>;

beforeEach(async () => {
  clock = new ManualClock();
  tenant = new LocalTenant({ domain: "unknown yet", name: "clients", clock });
  tenant.clients.add({ clientId: "sdk", clientSecret: "sdk-secret-fake", scopes: "all" });
  stop = await serveHttps(tenant, { onRefused: () => {} });
  sdk = signedIn("sdk", { clientSecret: "sdk-secret-fake" });
});
afterEach(() => stop());

type Credentials = { clientSecret: string } | { clientAssertionSigningKey: string };

function signedIn(clientId: string, credentials: Credentials): ManagementClient {
  return new ManagementClient({ domain: tenant.domain, clientId, retry: { enabled: false }, ...credentials } as never);
}

/** An application that the API gave that key and a grant of `scope`. */
async function machine(scope = ["read:clients"], publicKey = one.publicKey) {
  const created = await sdk.clients.create({
    name: "Machine",
    app_type: "non_interactive",
    grant_types: ["client_credentials"],
  });
  const id = String(created.client_id);
  const credential = await sdk.clients.credentials.create(id, { ...CREDENTIAL, name: "one", pem: publicKey });
  await use(id, String(credential.id));
  const grant = await sdk.clientGrants.create({ client_id: id, audience: tenant.audience, scope });
  return { id, credential: String(credential.id), grant: String(grant.id) };
}

function use(id: string, ...credentials: string[]) {
  return sdk.clients.update(id, {
    token_endpoint_auth_method: null,
    client_authentication_methods: { private_key_jwt: { credentials: credentials.map((used) => ({ id: used })) } },
  });
}

const names = async (client: ManagementClient) => (await client.clients.list()).data.map(({ name }) => name);

it("takes the port 443 in a grant's audience for none, as in the tenant's own name", async () => {
  const created = await sdk.clients.create({ name: "Machine", app_type: "non_interactive" });
  const asked = { client_id: String(created.client_id), scope: ["read:clients"] };
  const { domain } = tenant;
  tenant.domain = "localhost";
  const written = "https://localhost:443/api/v2/";
  const headers = { authorization: `Bearer ${tenant.tokens.issue("all").value}`, "content-type": "application/json" };
  const url = `https://${domain}/api/v2/client-grants`;
  const body = JSON.stringify({ ...asked, audience: written });
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(201);
  const found = await (
    await fetch(`${url}?client_id=${asked.client_id}&audience=${encodeURIComponent(written)}`, { headers })
  ).json();
  expect(found).toEqual([expect.objectContaining({ ...asked, audience: "https://localhost/api/v2/" })]);
});

it("lets an application sign in with the key, and do what its grant says", async () => {
  const { id } = await machine();
  const application = signedIn(id, { clientAssertionSigningKey: one.privateKey });
  expect(await names(application)).toEqual(["sdk", "Machine"]);
  await expect(application.clientGrants.list()).rejects.toMatchObject({
    statusCode: 403,
    body: { errorCode: "insufficient_scope" },
  });
});

it("takes both keys while both are in use, and neither one that is not", async () => {
  const { id, credential } = await machine();
  const later = await sdk.clients.credentials.create(id, { ...CREDENTIAL, name: "two", pem: two.publicKey });
  const [old, fresh] = [one, two].map(
    ({ privateKey }) =>
      () =>
        signedIn(id, { clientAssertionSigningKey: privateKey }),
  );
  await expect(names(fresh!())).rejects.toMatchObject({ statusCode: 401 });
  await use(id, credential, String(later.id));
  expect(await names(old!())).toContain("Machine");
  expect(await names(fresh!())).toContain("Machine");
  await use(id, String(later.id));
  await sdk.clients.credentials.delete(id, credential);
  await expect(names(old!())).rejects.toMatchObject({ statusCode: 401 });
  expect(await names(fresh!())).toContain("Machine");
});

it("takes a key until it expires, which can be put off", async () => {
  const { id, credential } = await machine();
  const expires_at = new Date(clock.now() + DAY_MS).toISOString();
  expect(await sdk.clients.credentials.update(id, credential, { expires_at })).toMatchObject({
    expires_at,
    alg: "RS256",
  });
  const signIn = () => names(signedIn(id, { clientAssertionSigningKey: one.privateKey }));
  expect(await signIn()).toContain("Machine");
  clock.advance(DAY_MS);
  jest.useFakeTimers({ now: clock.now(), doNotFake: ["nextTick", "setImmediate", "setTimeout", "clearTimeout"] });
  try {
    await expect(signIn()).rejects.toMatchObject({ statusCode: 401 });
    sdk = signedIn("sdk", { clientSecret: "sdk-secret-fake" });
    await sdk.clients.credentials.update(id, credential, { expires_at: new Date(clock.now() + DAY_MS).toISOString() });
    expect(await signIn()).toContain("Machine");
  } finally {
    jest.useRealTimers();
  }
});

it("shows a secret to a token that has read:client_keys, and to no other", async () => {
  const { client_id } = await sdk.clients.create({ name: "Web", app_type: "regular_web" });
  const id = String(client_id);
  expect(await sdk.clients.get(id)).toHaveProperty("client_secret");
  tenant.clients.add({
    clientId: "reader",
    clientSecret: "reader-fake",
    scopes: ["read:clients", "create:clients", "update:clients"],
  });
  const reader = signedIn("reader", { clientSecret: "reader-fake" });
  const answers = [
    await reader.clients.get(id),
    ...(await reader.clients.list()).data,
    await reader.clients.create({ name: "Another" }),
    await reader.clients.update(id, { description: "changed" }),
    await reader.clients.update(id, { client_secret: "chosen-secret-fake" }),
  ];
  for (const answer of answers) expect(answer).not.toHaveProperty("client_secret");
  expect(tenant.clients.get(id).clientSecret).toBe("chosen-secret-fake");
});

it("fills in what nobody said, as the platform does", async () => {
  const bare = await sdk.clients.create({ name: "Bare" });
  expect(bare).toMatchObject({
    is_first_party: true,
    oidc_conformant: false,
    custom_login_page_on: true,
    grant_types: ["authorization_code", "implicit", "refresh_token", "client_credentials"],
    jwt_configuration: { secret_encoded: false, lifetime_in_seconds: 36_000 },
    refresh_token: { rotation_type: "non-rotating", token_lifetime: 2_592_000 },
  });
  expect(bare).not.toHaveProperty("token_endpoint_auth_method");
  const posting = await sdk.clients.create({ name: "Web", token_endpoint_auth_method: "client_secret_post" });
  expect(posting).toMatchObject({ refresh_token: { token_lifetime: 31_557_600 } });
  const native = await sdk.clients.create({ name: "App", app_type: "native", token_endpoint_auth_method: "none" });
  expect(native.grant_types).toEqual(["authorization_code", "implicit", "refresh_token"]);
});

it("merges metadata and the JWT configuration, and takes away what is null", async () => {
  const { client_id } = await sdk.clients.create({
    name: "Web",
    description: "old",
    client_metadata: { kept: "1", gone: "2" },
  });
  const id = String(client_id);
  const updated = await sdk.clients.update(id, {
    client_metadata: { gone: null, fresh: "3" } as never,
    jwt_configuration: { alg: "RS256" },
    description: null as never,
  });
  expect(updated).toMatchObject({
    client_metadata: { kept: "1", fresh: "3" },
    jwt_configuration: { alg: "RS256", lifetime_in_seconds: 36_000 },
  });
  expect(updated).not.toHaveProperty("description");
});

it("makes the keys that come along with a new application", async () => {
  const client_authentication_methods = {
    private_key_jwt: { credentials: [{ ...CREDENTIAL, name: "one", pem: one.publicKey }] },
  };
  const { client_id } = await sdk.clients.create({ name: "Machine", client_authentication_methods });
  const [credential] = await sdk.clients.credentials.list(String(client_id));
  expect(credential).toMatchObject({ name: "one", credential_type: "public_key", alg: "RS256" });
  expect(await sdk.clients.get(String(client_id))).toMatchObject({
    client_authentication_methods: { private_key_jwt: { credentials: [{ id: credential?.id }] } },
  });
});

it.each([
  ["a private key", () => one.privateKey, /RSA public key/],
  ["text", () => "key", /RSA public key/],
  [
    "a key on a curve",
    () =>
      generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" }) as string,
    /RSA public key/,
  ],
  ["the key that it has", () => one.publicKey, /already exists/],
])("refuses %s as a credential", async (_, pem, message) => {
  const { id } = await machine();
  await expect(sdk.clients.credentials.create(id, { ...CREDENTIAL, pem: pem() })).rejects.toMatchObject({
    statusCode: 400,
    body: { message: expect.stringMatching(message) },
  });
});

it("gives an application two keys and not three, and never shows one", async () => {
  const { id } = await machine();
  await sdk.clients.credentials.create(id, { ...CREDENTIAL, pem: two.publicKey });
  await expect(sdk.clients.credentials.create(id, { ...CREDENTIAL, pem: three.publicKey })).rejects.toMatchObject({
    statusCode: 400,
  });
  const listed = await sdk.clients.credentials.list(id);
  expect(listed).toHaveLength(2);
  expect(JSON.stringify(listed)).not.toContain("BEGIN");
  await expect(use(id, "a", "b", "c")).rejects.toMatchObject({
    body: { message: expect.stringContaining("Array is too long, maximum 2"), errorCode: "invalid_body" },
  });
  await expect(use(id, "cred_unknown")).rejects.toMatchObject({ statusCode: 400 });
});

it("has one grant for an application and a type of subject", async () => {
  const { id, grant } = await machine();
  const input = { client_id: id, audience: tenant.audience, scope: ["read:logs"] };
  await expect(sdk.clientGrants.create(input)).rejects.toMatchObject({
    statusCode: 409,
    body: { message: `A client grant already exists between ${id} and ${tenant.audience}` },
  });
  await sdk.clientGrants.create({ ...input, subject_type: "user" });
  await expect(sdk.clientGrants.create({ ...input, audience: "https://api.example/" })).rejects.toMatchObject({
    statusCode: 404,
    body: { message: "No resource with identifier https://api.example/" },
  });
  await expect(sdk.clientGrants.create({ ...input, client_id: "nobody" })).rejects.toMatchObject({ statusCode: 404 });
  expect(await sdk.clientGrants.update(grant, { scope: ["read:users"] })).toMatchObject({ scope: ["read:users"] });
  expect(await sdk.clientGrants.get(grant)).toMatchObject({
    client_id: id,
    audience: tenant.audience,
    subject_type: "client",
  });
  await sdk.clientGrants.delete(grant);
  await sdk.clientGrants.delete(grant);
  await expect(sdk.clientGrants.get(grant)).rejects.toMatchObject({ statusCode: 404 });
});

it("pages and filters grants", async () => {
  for (const clientId of ["a", "b", "c"]) tenant.clients.add({ clientId, scopes: [] });
  const ids: unknown[] = [];
  for await (const { client_id } of await sdk.clientGrants.list({ take: 2 })) ids.push(client_id);
  expect(ids).toEqual(["sdk", "a", "b", "c"]);
  expect((await sdk.clientGrants.list({ client_id: "b" })).data).toMatchObject([{ client_id: "b", scope: [] }]);
  expect((await sdk.clientGrants.list({ audience: "https://other.example/" })).data).toEqual([]);
  expect((await sdk.clientGrants.list({ subject_type: "user" })).data).toEqual([]);
  expect((await sdk.clientGrants.list({ client_id: "sdk" })).data).toMatchObject([{ allow_all_scopes: true }]);
});

it("takes an application's keys and grants away with it, once or twice", async () => {
  const { id, grant } = await machine();
  await sdk.clients.delete(id);
  await sdk.clients.delete(id);
  await expect(sdk.clients.get(id)).rejects.toMatchObject({
    statusCode: 404,
    body: { errorCode: "inexistent_client" },
  });
  await expect(sdk.clientGrants.get(grant)).rejects.toMatchObject({ statusCode: 404 });
  await expect(sdk.clients.credentials.list(id)).rejects.toMatchObject({ statusCode: 404 });
});
