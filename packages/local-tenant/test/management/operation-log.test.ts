import { createManagementApi } from "../../src/auth0/management/app";
import { LocalTenant } from "../../src/auth0/tenant";

const ann = { id: "google-oauth2|1", name: "Ann Example", email: "ann@example.com" };
const tenant = new LocalTenant({ domain: "localhost:8443" });
tenant.tokens.issue("all", "application", { clientId: "DeployClient" });
tenant.tokens.issue("all", "dashboard", { user: ann });
const api = createManagementApi(tenant, { onRefused: () => {} });

// biome-ignore lint/suspicious/noExplicitAny: the platform's document
async function call(method: string, path: string, token: string, body?: unknown): Promise<any> {
  const headers = { authorization: `Bearer ${token}`, "user-agent": "test/1" };
  const response = await api.request(`https://localhost:8443/api/v2${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  return response.json();
}

const action = {
  name: "a",
  code: "exports.onExecutePostLogin = async () => {};",
  supported_triggers: [{ id: "post-login", version: "v3" }],
  secrets: [{ name: "KEY", value: "worth-hiding" }],
};

// The tests go on from each other.
it("logs what an application changes, without its secrets' values", async () => {
  const created = await call("POST", "/actions/actions", "application", action);
  const [entry] = await call("GET", "/logs?q=type:sapi&sort=date:-1", "application");
  expect(entry).toMatchObject({
    type: "sapi",
    description: "Create an action",
    client_id: "DeployClient",
    details: {
      request: { method: "post", path: "/api/v2/actions/actions", userAgent: "test/1", channel: "api" },
      response: { statusCode: 201, body: { id: created.id } },
    },
  });
  expect(entry.details.request.auth.user).toEqual({});
  expect(JSON.stringify(tenant.logs.list())).not.toContain("worth-hiding");
});

it("logs what a person changes in the dashboard with their name, newest first", async () => {
  const id = tenant.actions.list()[0]?.id;
  await call("PATCH", `/actions/actions/${id}`, "dashboard", { code: "exports.onExecutePostLogin = async () => 1;" });
  const entries = await call("GET", "/logs?q=type:sapi", "application");
  expect(entries.map(({ description }: { description: string }) => description)).toEqual([
    "Update an action",
    "Create an action",
  ]);
  const { request } = entries[0].details;
  expect(entries[0].user_id).toBe(ann.id);
  expect(request).toMatchObject({ channel: "https://manage.auth0.com/", auth: { user: { email: ann.email } } });
});

it("logs neither reads nor what was refused, and leaves other types out of a search", async () => {
  tenant.logs.append({ type: "s", description: "Success Login" });
  await call("GET", "/actions/actions", "application");
  await call("POST", "/actions/actions", "application", { name: "" });
  expect(await call("GET", "/logs?q=type:sapi", "application")).toHaveLength(2);
  expect(await call("GET", "/logs", "application")).toHaveLength(3);
});

it("refuses a search that it can't do", async () => {
  expect(await call("GET", "/logs?q=user_name:ann", "application")).toMatchObject({
    statusCode: 400,
    message: expect.stringContaining("type:<code>"),
  });
});
