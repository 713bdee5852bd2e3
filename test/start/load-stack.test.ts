import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { repoRoot } from "../../stacks/repo-root";
import { loadStack } from "../../start/load-stack";

let root: string;
let server: LocalTenantServer;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "load-stack-"));
  server = await startServer({ dir: join(repoRoot, ".cache", "test-ca"), ports: { management: 0, verify: 0 } });
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

/** Loads a stack with these Actions and gives what then runs. */
function load(actions: Record<string, object>) {
  const supported_triggers = { id: "post-login", version: "v3" };
  const named = Object.entries(actions).map(([name, block]) => [
    name,
    { name, supported_triggers, code: "", ...block },
  ]);
  const bound = Object.keys(actions).map((name) => ({ id: `\${auth0_action.${name}.id}`, display_name: name }));
  const resource = {
    auth0_action: Object.fromEntries(named),
    auth0_trigger_actions: { post_login: { trigger: "post-login", actions: bound } },
  };
  mkdirSync(join(root, "out", "stacks", "sandbox"), { recursive: true });
  writeFileSync(join(root, "out", "stacks", "sandbox", "cdk.tf.json"), JSON.stringify({ resource }));
  loadStack(server, join(root, "out"), "sandbox");
  return server.tenant.deployedActions("post-login");
}

test("reports are addressed to the Verify that runs, and to no other host than this machine's", () => {
  const line = (origin: string) => `const settings = {"verifyOrigin":"${origin}"};`;
  const live = load({ a: { code: line("https://localhost:8444") }, b: { code: line("https://verify.example") } });
  expect(live.map(({ code }) => code)).toEqual([line(server.verifyUrl), line("https://verify.example")]);
});

test("an Action looks up at the tenant that runs", () => {
  const line = (origin: string) => `const settings = {"lookup":{"origin":"${origin}"}};`;
  const [live] = load({ a: { code: line("https://localhost:8443") } });
  expect(live?.code).toBe(line(server.describe().managementUrl));
});

test("the look-up client's private key is the one that the synth made", () => {
  mkdirSync(join(root, ".cache", "lookup-keys"), { recursive: true });
  writeFileSync(join(root, ".cache", "lookup-keys", "sandbox.private.pem"), "a private key");
  const [live] = load({ a: { secrets_wo: [{ name: "KEY", value: "${var.AUTH0_LOOKUP_PRIVATE_KEY}" }] } });
  expect(live?.secrets).toEqual({ KEY: "a private key" });
});
