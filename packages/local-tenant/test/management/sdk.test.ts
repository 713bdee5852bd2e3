import { ManagementClient } from "auth0";
import { RateLimit } from "../../src/auth0/management/rate-limit";
import type { RequestLogEntry } from "../../src/auth0/management/request-log";
import { LocalTenant } from "../../src/auth0/tenant";
import { rsaKeys } from "../support/rsa-keys";
import { serveHttps } from "./support/serve";

const CODE = "exports.onExecutePostLogin = async (event, api) => {};";
const POST_LOGIN = [{ id: "post-login" as const, version: "v3" }];

let tenant: LocalTenant;
let sdk: ManagementClient;
let stop: () => Promise<void>;
const rateLimit = new RateLimit();
const requests: RequestLogEntry[] = [];

beforeEach(async () => {
  requests.length = 0;
  tenant = new LocalTenant({ domain: "unknown yet", name: "sdk" });
  tenant.clients.add({ clientId: "sdk", clientSecret: "sdk-secret-fake", scopes: "all" });
  stop = await serveHttps(tenant, { rateLimit, onRequest: (entry) => requests.push(entry) });
  sdk = new ManagementClient({ domain: tenant.domain, clientId: "sdk", clientSecret: "sdk-secret-fake" });
});

afterEach(() => stop());

it("says whether risk is assessed, and changes it", async () => {
  expect(await sdk.riskAssessments.settings.get()).toEqual({ enabled: false });
  expect(await sdk.riskAssessments.settings.update({ enabled: true })).toEqual({ enabled: true });
  expect(tenant.riskAssessments).toEqual({ enabled: true });
});

it("takes an Action from draft to deployed, bound and deleted, as the auth0 SDK drives it", async () => {
  const created = await sdk.actions.create({
    name: "a",
    supported_triggers: POST_LOGIN,
    code: CODE,
    dependencies: [{ name: "twilio", version: "6.2.0" }],
    secrets: [{ name: "TWILIO_AUTH_TOKEN", value: "token-fake" }],
  });
  const id = String(created.id);
  expect(created).toMatchObject({ status: "pending", runtime: "node22", all_changes_deployed: false });
  expect((await sdk.actions.get(id)).status).toBe("built");
  expect(await sdk.actions.deploy(id)).toMatchObject({ number: 1, deployed: false, action: { id } });
  expect((await sdk.actions.get(id)).deployed_version).toMatchObject({ number: 1, deployed: true });

  const bound = await sdk.actions.triggers.bindings.updateMany("post-login", {
    bindings: [{ ref: { type: "action_name", value: "a" }, display_name: "A" }],
  });
  expect(bound.bindings?.[0]).toMatchObject({ display_name: "A", action: { id } });
  expect(tenant.deployedActions("post-login")).toMatchObject([
    { id, name: "a", code: CODE, secrets: { TWILIO_AUTH_TOKEN: "token-fake" } },
  ]);

  await expect(sdk.actions.delete(id)).rejects.toMatchObject({ statusCode: 409 });
  await sdk.actions.delete(id, { force: true });
  await expect(sdk.actions.get(id)).rejects.toMatchObject({
    statusCode: 404,
    body: { message: "That action does not exist." },
  });
  expect(tenant.deployedActions("post-login")).toEqual([]);
});

it("keeps secrets and dependencies that an update leaves out, and rolls back to an old version", async () => {
  const { id: created } = await sdk.actions.create({
    name: "b",
    supported_triggers: POST_LOGIN,
    code: "1",
    dependencies: [{ name: "lodash", version: "4.17.21" }],
    secrets: [{ name: "A", value: "one" }],
  });
  const id = String(created);
  const first = await sdk.actions.deploy(id);
  await sdk.actions.update(id, { code: "2" });
  await sdk.actions.deploy(id);
  const updated = await sdk.actions.get(id);
  expect(updated).toMatchObject({ code: "2", dependencies: [{ name: "lodash" }], secrets: [{ name: "A" }] });
  expect(tenant.actions.get(id).secrets[0]?.value).toBe("one");

  expect(await sdk.actions.versions.deploy(id, String(first.id), { update_draft: true })).toMatchObject({ number: 3 });
  const versions = await sdk.actions.versions.list(id);
  expect(versions.data.map(({ number, code, deployed }) => ({ number, code, deployed }))).toEqual([
    { number: 3, code: "1", deployed: true },
    { number: 2, code: "2", deployed: false },
    { number: 1, code: "1", deployed: false },
  ]);
  expect(await sdk.actions.versions.get(id, String(first.id))).toMatchObject({ number: 1, action: { id } });
  await sdk.actions.delete(id);
});

it("pages through a list of Actions to its end", async () => {
  const ids = Array.from({ length: 7 }, (_, index) =>
    tenant.actions.create({ name: `page-${index}`, trigger: { id: "post-login", version: "v3" }, code: "" }),
  ).map(({ id }) => id);
  const names: unknown[] = [];
  for await (const action of await sdk.actions.list({ per_page: 3 })) names.push(action.name);
  expect(names).toEqual(ids.map((_, index) => `page-${index}`));
});

it("serves settings, MFA, the phone provider, log streams, prompts, logs and clients to the SDK", async () => {
  await sdk.tenants.settings.update({ customize_mfa_in_postlogin_action: true, flags: { enable_sso: false } });
  expect(await sdk.tenants.settings.get()).toMatchObject({
    customize_mfa_in_postlogin_action: true,
    flags: { enable_sso: false, universal_login: true },
  });
  expect(tenant.settings.customizeMfa).toBe(true);

  await sdk.guardian.policies.set(["all-applications"]);
  await sdk.guardian.factors.set("sms", { enabled: true });
  await sdk.guardian.factors.phone.setMessageTypes({ message_types: ["sms", "voice"] });
  expect((await sdk.guardian.factors.list()).filter(({ enabled }) => enabled).map(({ name }) => name)).toEqual(["sms"]);
  expect([tenant.guardian.policy(), tenant.guardian.enabledFactors()]).toEqual(["all-applications", ["phone"]]);

  const configuration = { delivery_methods: ["text" as const] };
  const provider = await sdk.branding.phone.providers.create({ name: "custom", configuration, credentials: {} });
  expect(provider).toMatchObject({ tenant: "sdk", channel: "phone", disabled: false });
  expect((await sdk.branding.phone.providers.list()).providers).toHaveLength(1);
  await sdk.branding.phone.providers.delete(String(provider.id));

  const sink = { httpEndpoint: "https://localhost/logs" };
  const stream = await sdk.logStreams.create({ name: "s", type: "http", sink });
  expect(await sdk.logStreams.list()).toHaveLength(1);
  await sdk.logStreams.delete(String(stream.id));

  expect(await sdk.prompts.updateSettings({ identifier_first: true })).toMatchObject({ identifier_first: true });

  tenant.logs.append({ type: "s", description: "Success Login", user: { id: "auth0|1", name: "ann@example.com" } });
  const logs = await sdk.logs.list({ per_page: 5 });
  expect(logs.data[0]).toMatchObject({ type: "s", description: "Success Login", user_id: "auth0|1" });
  const clients = await sdk.clients.list({ per_page: 5 });
  expect(clients.data.map((client) => client.client_id)).toEqual(["sdk"]);
});

it("serves what an application may do, and no more of it than was asked for", async () => {
  tenant.clients.add({ clientId: "web", name: "Web", scopes: [], grantTypes: ["authorization_code", "password"] });
  const picked = await sdk.clients.list({ fields: "name,grant_types", include_fields: true, is_global: false });
  expect(picked.data).toContainEqual({ name: "Web", grant_types: ["authorization_code", "password"] });
  const rest = await sdk.clients.list({ fields: "name,grant_types", include_fields: false });
  expect(rest.data.at(-1)).toEqual(expect.objectContaining({ client_id: "web" }));
  expect(rest.data.at(-1)).not.toHaveProperty("grant_types");
  expect((await sdk.clients.list({ is_global: true })).data).toMatchObject([{ name: "All Applications" }]);
});

it("lets the SDK authenticate with a private key, and refuses another key", async () => {
  const { privateKey, publicKey } = rsaKeys("one");
  tenant.clients.add({ clientId: "jwt", publicKey, scopes: ["read:actions"] });
  const options = { domain: tenant.domain, clientId: "jwt" };
  const rightful = new ManagementClient({ ...options, clientAssertionSigningKey: privateKey });
  expect((await rightful.actions.list()).data).toEqual([]);
  await expect(rightful.tenants.settings.get()).rejects.toMatchObject({ statusCode: 403 });
  const thief = new ManagementClient({ ...options, clientAssertionSigningKey: rsaKeys("two").privateKey });
  await expect(thief.actions.list()).rejects.toMatchObject({ statusCode: 401 });
});

it("answers 429 as often as it was told to, with a reset that lies ahead, and the SDK gets through", async () => {
  // The SDK tries a call again, but not the one for its token.
  await sdk.actions.list();
  rateLimit.refuse(1);
  expect((await sdk.actions.list()).data).toEqual([]);
  expect(requests.slice(-2).map(({ status }) => status)).toEqual([429, 200]);
});

it("logs requests with sorted bodies and without any secret value", async () => {
  const action = await sdk.actions.create({
    name: "logged",
    supported_triggers: POST_LOGIN,
    code: CODE,
    secrets: [{ value: "very-secret-fake", name: "A" }],
  });
  expect(requests.at(-1)).toMatchObject({
    method: "POST",
    path: "/api/v2/actions/actions",
    status: 201,
    body: { name: "logged", secrets: [{ name: "A", value: "***" }] },
  });
  expect(JSON.stringify(requests)).not.toMatch(/very-secret-fake|sdk-secret-fake/);
  await sdk.actions.delete(String(action.id));
});
