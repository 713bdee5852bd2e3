import type { Hono } from "hono";
import { createManagementApi } from "../../src/auth0/management/app";
import { RateLimit } from "../../src/auth0/management/rate-limit";
import { LocalTenant } from "../../src/auth0/tenant";
import { ManualClock } from "../../src/support/clock";

const ACTION = { name: "a", supported_triggers: [{ id: "post-login", version: "v3" }] };

let clock: ManualClock;
let tenant: LocalTenant;
let api: Hono;
let rateLimit: RateLimit;
let refused: string[];

beforeEach(() => {
  clock = new ManualClock();
  tenant = new LocalTenant({ domain: "localhost:8443", clock });
  tenant.tokens.issue("all", "token");
  refused = [];
  rateLimit = new RateLimit();
  api = createManagementApi(tenant, { rateLimit, onRefused: (sentence) => refused.push(sentence) });
});

async function call(method: string, path: string, body?: unknown, token = "token") {
  const response = await api.request(`https://localhost:8443/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
}

it.each([
  [{}, "'Missing required property: name'"],
  [{ ...ACTION, foo: 1 }, "'Additional properties not allowed: foo'"],
  [{ ...ACTION, name: 5 }, "'Expected type string but found type number' on property name"],
  [{ ...ACTION, name: "" }, "'String is too short, minimum 1' on property name"],
  [{ ...ACTION, name: " " }, "'String is blank' on property name"],
  [{ ...ACTION, name: null }, "'Expected type string but found type null' on property name"],
  [{ ...ACTION, supported_triggers: [] }, "'Array is too short, minimum 1' on property supported_triggers"],
  [{ ...ACTION, secrets: [{ value: "x" }] }, "'Missing required property: name' on property secrets[0]"],
  [
    { ...ACTION, dependencies: [{ name: "a", version: "1", registry: "x" }] },
    "'Additional properties not allowed: registry' on property dependencies[0]",
  ],
  [[], "'Expected type object but found type array'"],
])("refuses the Action %j and says why", async (body, complaint) => {
  const answer = await call("POST", "/actions/actions", body);
  expect(answer).toMatchObject({
    status: 400,
    body: {
      statusCode: 400,
      error: "Bad Request",
      message: `Payload validation error: ${complaint}`,
      errorCode: "invalid_body",
    },
  });
  expect(refused).toEqual([`POST /api/v2/actions/actions: ${answer.body.message}`]);
  expect(tenant.actions.list()).toEqual([]);
});

it.each([
  ["PATCH", "/tenants/settings", { flags: { no_such_flag: true } }, /not allowed: no_such_flag' on property flags$/],
  ["PATCH", "/tenants/settings", { no_such_setting: true }, /not allowed: no_such_setting'$/],
  [
    "PATCH",
    "/actions/triggers/post-login/bindings",
    { bindings: [{ ref: { type: "id" } }] },
    /'oneOf'' on property bindings\[0\]$/,
  ],
  [
    "POST",
    "/branding/phone/providers",
    { name: "custom", configuration: { delivery_methods: ["text"] } },
    /'Missing required property: credentials'$/,
  ],
  ["PUT", "/guardian/policies", ["sometimes"], /'No enum match for: sometimes' on property \[0\]$/],
  ["PUT", "/guardian/policies", ["all-applications", "confidence-score"], /'Array is too long, maximum 1'$/],
  ["PUT", "/guardian/factors/sms", {}, /'Missing required property: enabled'$/],
  ["POST", "/log-streams", { name: "s", type: "paper", sink: {} }, /'No enum match for: paper' on property type$/],
  ["POST", "/actions/actions", "{", /^Invalid request payload JSON format$/],
  ["GET", "/actions/actions?per_page=101", undefined, /^Query validation error: .* on property per_page$/],
  ["GET", "/actions/actions?name=a", undefined, /^Query validation error: 'Additional properties not allowed: name'$/],
])("refuses %s %s with body %j", async (method, path, body, message) => {
  const answer = await call(method, path, body);
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
  expect(refused).toHaveLength(1);
});

it.each([
  ["GET", "/users"],
  ["PUT", "/actions/actions"],
  ["GET", "/guardian/factors/carrier-pigeon"],
])("answers 404 for %s %s, which it does not know, and prints it", async (method, path) => {
  expect(await call(method, path)).toMatchObject({
    status: 404,
    body: { statusCode: 404, error: "Not Found", message: "Not Found" },
  });
  expect(refused).toEqual([expect.stringContaining(`${method} /api/v2${path}`)]);
});

it("answers 401 without a token, with a wrong one and with one that ran out", async () => {
  const bare = await api.request("https://localhost:8443/api/v2/actions/actions");
  expect([bare.status, await bare.json()]).toEqual([
    401,
    { statusCode: 401, error: "Unauthorized", message: "Unauthorized" },
  ]);
  const invalid = { statusCode: 401, message: "Invalid token", attributes: { error: "Invalid token" } };
  expect((await call("GET", "/actions/actions", undefined, "other")).body).toMatchObject(invalid);
  expect((await call("GET", "/actions/actions")).status).toBe(200);
  clock.advance(86_400_000);
  expect((await call("GET", "/actions/actions")).body).toMatchObject(invalid);
});

it("asks each route for its own scope and names it when it is missing", async () => {
  tenant.tokens.issue(["read:actions"], "reader");
  expect((await call("GET", "/actions/actions", undefined, "reader")).status).toBe(200);
  const answers = await Promise.all([
    call("POST", "/actions/actions", ACTION, "reader"),
    call("PATCH", "/tenants/settings", {}, "reader"),
    call("GET", "/guardian/policies", undefined, "reader"),
    call("DELETE", "/branding/phone/providers/x", undefined, "reader"),
  ]);
  expect(answers.map(({ status, body }) => [status, body.errorCode, body.message.split(": ")[1]])).toEqual([
    [403, "insufficient_scope", "create:actions"],
    [403, "insufficient_scope", "update:tenant_settings"],
    [403, "insufficient_scope", "read:mfa_policies"],
    [403, "insufficient_scope", "delete:phone_providers"],
  ]);
});

it("refuses what the consolidated phone experience replaced, and message types the provider can't deliver", async () => {
  expect(await call("PUT", "/guardian/factors/sms/templates", {})).toMatchObject({ status: 403 });
  await call("POST", "/branding/phone/providers", {
    name: "custom",
    configuration: { delivery_methods: ["text"] },
    credentials: {},
  });
  const types = { message_types: ["sms", "voice"] };
  expect(await call("PUT", "/guardian/factors/phone/message-types", types)).toMatchObject({
    status: 409,
    body: { message: "Message Type is not supported by the configured phone provider" },
  });
});

it("refuses a second phone provider, and a Twilio one that has no sender", async () => {
  const twilio = { name: "twilio", configuration: { delivery_methods: ["text"], sid: "sid" }, credentials: {} };
  expect(await call("POST", "/branding/phone/providers", twilio)).toMatchObject({
    status: 400,
    body: { message: "Bad Operation on Notification Resource" },
  });
  const custom = { name: "custom", configuration: { delivery_methods: ["text"] }, credentials: {} };
  expect((await call("POST", "/branding/phone/providers", custom)).status).toBe(201);
  expect((await call("POST", "/branding/phone/providers", custom)).status).toBe(409);
});

it("leaves total out of a page that is empty, so that no client asks for ever", async () => {
  for (const name of ["a", "b", "c"]) {
    const { id } = tenant.actions.create({ name, trigger: { id: "post-login", version: "v3" }, code: "" });
    tenant.actions.deploy(id);
    tenant.bindings.append(id);
  }
  const path = "/actions/triggers/post-login/bindings";
  const page = async (query: string) => {
    const { bindings, ...envelope } = (await call("GET", `${path}?${query}`)).body;
    return [bindings.length, envelope];
  };
  expect(await page("page=0&per_page=2")).toEqual([2, { total: 3, per_page: 2 }]);
  expect(await page("page=1&per_page=2")).toEqual([1, { total: 3, page: 1, per_page: 2 }]);
  expect(await page("page=2&per_page=2")).toEqual([0, { page: 2, per_page: 2 }]);
});

it("sends rate limit headers with every answer, and a reset 1 to 2 s ahead with a 429", async () => {
  rateLimit.refuse(1);
  const before = Date.now() / 1000;
  const refusedCall = await call("GET", "/actions/actions");
  expect(refusedCall).toMatchObject({ status: 429, body: { errorCode: "too_many_requests" } });
  const reset = Number(refusedCall.headers.get("x-ratelimit-reset"));
  expect(reset).toBeGreaterThan(before + 0.9);
  expect(reset).toBeLessThanOrEqual(Date.now() / 1000 + 2);
  for (const path of ["/actions/actions", "/no-such-route"]) {
    expect((await call("GET", path)).headers.get("x-ratelimit-remaining")).toBe("49");
  }
});

it.each([
  [{ grant_type: "password" }, 403, { error: "unsupported_grant_type" }],
  [
    { grant_type: "client_credentials", client_id: "c", client_secret: "wrong" },
    401,
    { error: "access_denied", error_description: "Unauthorized" },
  ],
  [{ grant_type: "client_credentials", client_id: "c", client_secret: "s" }, 403, { error: "access_denied" }],
  [
    {
      grant_type: "client_credentials",
      client_id: "c",
      client_secret: "s",
      audience: "https://localhost:8443/api/v2/",
    },
    200,
    { token_type: "Bearer", expires_in: 86400, scope: "read:actions" },
  ],
])("answers a token request with %j by %i", async (form, status, body) => {
  tenant.clients.add({ clientId: "c", clientSecret: "s", scopes: ["read:actions"] });
  for (const request of [
    { body: new URLSearchParams(form) },
    { body: JSON.stringify(form), headers: { "content-type": "application/json" } },
  ]) {
    const response = await api.request("https://localhost:8443/oauth/token", { method: "POST", ...request });
    expect([response.status, await response.json()]).toEqual([status, expect.objectContaining(body)]);
  }
});

it("writes Action times with nanoseconds and phone provider times with milliseconds", async () => {
  const action = await call("POST", "/actions/actions", ACTION);
  expect(action.body.created_at).toBe("2026-01-01T00:00:00.000000000Z");
  const custom = { name: "custom", configuration: { delivery_methods: ["voice"] }, credentials: {} };
  const provider = await call("POST", "/branding/phone/providers", custom);
  expect(provider.body.created_at).toBe("2026-01-01T00:00:00.000Z");
});

it("answers a bug of its own with 500 and prints it, rather than with a made-up refusal", async () => {
  const printed = jest.spyOn(console, "error").mockImplementation(() => {});
  jest.spyOn(tenant.prompts, "get").mockImplementation(() => {
    throw new TypeError("broken");
  });
  expect((await call("GET", "/prompts")).status).toBe(500);
  expect(printed).toHaveBeenCalledTimes(1);
  printed.mockRestore();
});
