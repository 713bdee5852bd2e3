import { createManagementApi } from "../../src/auth0/management/app";
import { LocalTenant } from "../../src/auth0/tenant";

const refused: string[] = [];
beforeEach(() => {
  refused.length = 0;
});
const tenant = new LocalTenant({ domain: "localhost:8443" });
const api = createManagementApi(tenant, { onRefused: (sentence) => refused.push(sentence) });
const { value: token } = tenant.tokens.issue("all");

async function call(method: string, path: string, body?: object) {
  const response = await api.request(`https://localhost:8443/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the platform's documents
  return { status: response.status, json: (await response.json()) as any };
}

const paged = (key: string) => ({ start: 0, limit: 100, length: 0, total: 0, [key]: [] });
const PAGE = "page=0&per_page=100&include_totals=true";

/** What auth0-deploy-cli 8.44 asks for in an export, besides what the local tenant models. */
test.each([
  [`/rules?${PAGE}`, paged("rules")],
  ["/rules-configs", []],
  [`/hooks?${PAGE}`, paged("hooks")],
  [`/resource-servers?${PAGE}`, paged("resource_servers")],
  ["/connections?include_totals=true&take=50&strategy=auth0", { connections: [] }],
  ["/connections-directory-provisionings?take=50", { directory_provisionings: [] }],
  ["/connection-profiles?take=10", { connection_profiles: [] }],
  [`/roles?${PAGE}&type=tenant`, paged("roles")],
  ["/branding/phone/templates", { templates: [] }],
  [`/prompts/rendering?${PAGE}`, paged("configs")],
  ["/prompts/login/custom-text/en", {}],
  ["/prompts/login/partials", {}],
  ["/actions/modules?page=0&per_page=100", { modules: [], per_page: 100 }],
  ["/organizations?include_totals=true&take=50", { organizations: [] }],
  ["/custom-domains", []],
  [`/forms?${PAGE}`, paged("forms")],
  [`/flows?${PAGE}`, paged("flows")],
  [`/flows/vault/connections?${PAGE}`, paged("connections")],
  [`/network-acls?${PAGE}`, paged("network_acls")],
  [`/self-service-profiles?${PAGE}`, paged("self_service_profiles")],
  ["/user-attribute-profiles?take=10", { user_attribute_profiles: [] }],
  ["/token-exchange-profiles?take=50", { token_exchange_profiles: [] }],
  ["/rate-limit-policies?take=50", { rate_limit_policies: [] }],
  ["/event-streams?take=50", { eventStreams: [] }],
])("GET %s is answered as of a tenant that has none", async (path, answer) => {
  expect(await call("GET", path)).toEqual({ status: 200, json: answer });
});

test.each([["/emails/provider"], ["/email-templates/welcome_email"], ["/branding/themes/default"]])(
  "GET %s is a 404 that says what is not there, and no unknown route",
  async (path) => {
    const { status, json } = await call("GET", path);
    expect([status, json.message]).toEqual([404, expect.not.stringMatching(/^Not Found$/)]);
    expect(refused).toEqual([]);
  },
);

test.each([
  ["/attack-protection/brute-force-protection", { max_attempts: 5 }],
  ["/attack-protection/suspicious-ip-throttling", { enabled: false }],
  ["/attack-protection/breached-password-detection", { method: "enhanced" }],
  ["/attack-protection/bot-detection", { bot_detection_level: "low" }],
  ["/attack-protection/captcha", { active_provider_id: "hcaptcha" }],
  ["/risk-assessments/settings/new-device", { remember_for: 20 }],
  ["/branding", { logo_url: "https://example.com/logo.png" }],
  ["/supplemental-signals", { akamai_enabled: true }],
])("PATCH %s is kept beside what was there", async (path, change) => {
  const before = (await call("GET", path)).json;
  expect((await call("PATCH", path, change)).status).toBe(200);
  expect((await call("GET", path)).json).toEqual({ ...before, ...change });
});

test("texts of prompts are kept by prompt and language", async () => {
  const text = { login: { title: "Hallo" } };
  expect((await call("PUT", "/prompts/login/custom-text/de", text)).status).toBe(200);
  expect((await call("GET", "/prompts/login/custom-text/de")).json).toEqual(text);
  expect((await call("GET", "/prompts/login/custom-text/en")).json).toEqual({});
});

test("the global client is listed for those who ask for it alone", async () => {
  const names = async (query: string) =>
    (await call("GET", `/clients?${query}`)).json.map(({ name }: { name: string }) => name);
  expect(await names("is_global=true")).toEqual(["All Applications"]);
  expect(await names("")).not.toContain("All Applications");
});

test.each(["login-post-identifier", "signup-post-identifier"])("the trigger %s takes Actions", async (id) => {
  const body = { name: id, supported_triggers: [{ id, version: "v1" }], code: "" };
  const { json: action } = await call("POST", "/actions/actions", body);
  expect((await call("POST", `/actions/actions/${action.id}/deploy`)).status).toBe(200);
  const bindings = [{ ref: { type: "action_name", value: id }, display_name: id }];
  expect((await call("PATCH", `/actions/triggers/${id}/bindings`, { bindings })).status).toBe(200);
  expect((await call("GET", "/actions/triggers")).json.triggers).toContainEqual(expect.objectContaining({ id }));
});

test("a route that nobody has stays a 404, and is named on the console", async () => {
  expect((await call("GET", "/no-such-thing")).status).toBe(404);
  expect(refused).toEqual([expect.stringMatching(/^GET \/api\/v2\/no-such-thing: the local tenant has no such route/)]);
});

test("an icon that a browser looks for by itself is not named on the console, any other address is", async () => {
  expect((await api.request("/favicon.ico")).status).toBe(404);
  expect(refused).toEqual([]);
  expect((await api.request("/elsewhere")).status).toBe(404);
  expect(refused).toHaveLength(1);
});

test("a deploy's answer has no built_at, which the next read has", async () => {
  const body = { name: "a", supported_triggers: [{ id: "post-login", version: "v3" }], code: "" };
  const { id } = (await call("POST", "/actions/actions", body)).json;
  const { json: answer } = await call("POST", `/actions/actions/${id}/deploy`);
  expect(answer).toMatchObject({ status: "built", deployed: false, action: { id } });
  expect(answer).not.toHaveProperty("built_at");
  expect((await call("GET", `/actions/actions/${id}`)).json.deployed_version).toHaveProperty("built_at");
});

test("webauthn settings have the fields of their kind of authenticator", async () => {
  const settings = (kind: string) => `/guardian/factors/webauthn-${kind}/settings`;
  expect((await call("GET", settings("platform"))).json).toEqual({ overrideRelyingParty: false });
  expect((await call("GET", settings("roaming"))).json).toEqual({
    userVerification: "required",
    overrideRelyingParty: false,
  });
  const verification = { userVerification: "discouraged" };
  expect((await call("PUT", settings("roaming"), verification)).status).toBe(200);
  expect((await call("PUT", settings("platform"), verification)).status).toBe(400);
});

test.each([
  "session_lifetime",
  "idle_session_lifetime",
  "ephemeral_session_lifetime",
  "idle_ephemeral_session_lifetime",
])("%s given in minutes is the same value in hours", async (name) => {
  const { json } = await call("PATCH", "/tenants/settings", { [`${name}_in_minutes`]: 30 });
  expect(json[name]).toBe(0.5);
  expect(json).not.toHaveProperty(`${name}_in_minutes`);
  expect((await call("PATCH", "/tenants/settings", { [name]: 24 })).json[name]).toBe(24);
});
