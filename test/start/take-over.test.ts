import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { credentials, deployClient } from "../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../stacks/repo-root";

const supported_triggers = { id: "post-login", version: "v3" };
let server: LocalTenantServer;
let output: string;

beforeEach(async () => {
  output = mkdtempSync(join(tmpdir(), "stack-"));
  server = await startServer({
    credentials,
    dir: join(repoRoot, ".cache", "test-ca"),
    ports: { management: 0, verify: 0 },
  });
});
afterEach(async () => {
  await server.stop();
  rmSync(output, { recursive: true });
});

test("a deploy through the Management API takes over from the loaded stack, which leaves nothing behind", async () => {
  loadStack();
  const token = await send<{ access_token: string }>("POST", "/oauth/token", {
    grant_type: "client_credentials",
    client_id: deployClient.clientId,
    client_secret: deployClient.clientSecret,
    audience: `${server.describe().managementUrl}/api/v2/`,
  });
  const api = <Answer>(method: string, path: string, body?: object) =>
    send<Answer>(method, `/api/v2/actions${path}`, body, token.access_token);

  const body = { name: "Loaded", code: "exports.onExecutePostLogin = async () => {};", runtime: "node22" };
  const { id } = await api<{ id: string }>("POST", "/actions", { ...body, supported_triggers: [supported_triggers] });
  await api("POST", `/actions/${id}/deploy`);
  const ofPostLogin = () => server.tenant.actions.list({ trigger: "post-login" });
  expect(ofPostLogin()).toHaveLength(2);
  const bindings = [{ ref: { type: "action_id", value: id }, display_name: "Loaded" }];
  await api("PATCH", "/triggers/post-login/bindings", { bindings });

  expect(ofPostLogin().map((action) => action.id)).toEqual([id]);
  expect(server.describe().actions).toEqual(["Loaded"]);
});

describe("The phone provider that was made by hand", () => {
  const handler = "exports.onExecuteCustomPhoneProvider = async () => {};";
  const trigger = { id: "custom-phone-provider", version: "v1" };
  const names = () => server.tenant.actions.list({ trigger: trigger.id }).map(({ name }) => name);

  const ours = {
    auth0_action: { sender: { name: "Ours", code: handler, supported_triggers: trigger } },
    auth0_trigger_actions: {
      custom_phone_provider: {
        trigger: trigger.id,
        actions: [{ id: "${auth0_action.sender.id}", display_name: "Ours" }],
      },
    },
    auth0_phone_provider: {
      phone: { name: "custom", disabled: false, configuration: { delivery_methods: ["text"] } },
    },
  };

  test("sends until a stack brings its own, goes then, and is named as replaceable before", () => {
    loadStack();
    const { phoneProvider, loaded } = server.describe();
    expect(phoneProvider).toBe("Custom Phone Provider");
    expect(loaded).toContain(server.tenant.actions.list({ trigger: trigger.id })[0]?.id);
    expect(loaded).toContain(server.tenant.phoneProvider.current()?.id);
    loadStack(ours);
    expect(names()).toEqual(["Ours"]);
    expect(server.describe().phoneProvider).toBe("Ours");
    expect(server.tenant.phoneProvider.current()?.configuration.deliveryMethods).toEqual(["text"]);
  });

  test("is there again once a stack has none", () => {
    loadStack(ours);
    loadStack();
    expect(names()).toEqual(["Custom Phone Provider"]);
  });

  test("goes when a deploy binds another one", () => {
    loadStack();
    const { id } = server.tenant.actions.create({ name: "Deployed", code: handler, trigger });
    server.tenant.actions.deploy(id);
    server.tenant.bindings.replace(trigger.id, [{ ref: { type: "action_id", value: id } }]);
    server.bindingsChanged();
    expect(names()).toEqual(["Deployed"]);
  });
});

function loadStack(phone: object = {}): void {
  const { auth0_action = {}, auth0_trigger_actions = {}, ...more } = phone as Record<string, object>;
  const resource = {
    auth0_action: { a: { name: "Loaded", code: "", supported_triggers }, ...auth0_action },
    auth0_trigger_actions: {
      post_login: { trigger: "post-login", actions: [{ id: "${auth0_action.a.id}", display_name: "Loaded" }] },
      ...auth0_trigger_actions,
    },
    ...more,
  };
  mkdirSync(join(output, "stacks", "sandbox"), { recursive: true });
  writeFileSync(join(output, "stacks", "sandbox", "cdk.tf.json"), JSON.stringify({ resource }));
  server.loadStack(output, "sandbox");
}

async function send<Answer>(method: string, path: string, body?: object, token?: string): Promise<Answer> {
  const response = await fetch(`${server.describe().managementUrl}${path}`, {
    method,
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}
