import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deployClient, type LocalTenantServer, startLocalTenant } from "../../../sandbox/server";
import { repoRoot } from "../../../stacks/repo-root";

const supported_triggers = { id: "post-login", version: "v3" };
let server: LocalTenantServer;
let output: string;

beforeAll(async () => {
  output = mkdtempSync(join(tmpdir(), "stack-"));
  server = await startLocalTenant({
    dir: join(repoRoot, ".cache", "test-ca"),
    ports: { management: 0, verify: 0 },
  });
});
afterAll(async () => {
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
  expect(server.tenant.actions.list()).toHaveLength(2);
  const bindings = [{ ref: { type: "action_id", value: id }, display_name: "Loaded" }];
  await api("PATCH", "/triggers/post-login/bindings", { bindings });

  expect(server.tenant.actions.list().map((action) => action.id)).toEqual([id]);
  expect(server.describe().actions).toEqual(["Loaded"]);
});

function loadStack(): void {
  const resource = {
    auth0_action: { a: { name: "Loaded", code: "", supported_triggers } },
    auth0_trigger_actions: {
      post_login: { trigger: "post-login", actions: [{ id: "${auth0_action.a.id}", display_name: "Loaded" }] },
    },
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
