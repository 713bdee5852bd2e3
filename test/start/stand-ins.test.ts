import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { repoRoot } from "../../stacks/repo-root";
import { type SynthesisedStack, synthesisedStack } from "../support/synthesised-stack";

let server: LocalTenantServer;
let stack: SynthesisedStack;

beforeAll(async () => {
  server = await startServer({
    dir: join(repoRoot, ".cache", "test-ca"),
    ports: { management: 0, verify: 0 },
  });
  stack = await synthesisedStack(server.tenant.domain);
});
afterAll(async () => {
  stack.remove();
  await server.stop();
});

const load = () => server.loadStack(join(stack.folder, "..", ".."), "sandbox");

test("a tenant that lists other teams' Actions starts, and each login's timeline says that they were stood in for", async () => {
  stack.synth({ before: ["Risk check"], after: ["Audit"] });
  expect(load()).toMatchObject({
    standIns: ["Audit", "Risk check"],
    order: [
      "Verify feedback - passwordless",
      "Risk check",
      "Verify feedback - MFA challenge",
      "Verify feedback - MFA",
      "Audit",
    ],
  });
  const login = await server.login({ user: "password-phone", method: "password" });
  expect(await server.finish(login)).toMatchObject({ status: "completed" });
  const said = login.timeline.flatMap((entry) => (entry.kind === "action" ? entry.console : []));
  for (const name of ["Risk check", "Audit"]) {
    const text = `stand-in for another team's Action "${name}": it does nothing`;
    expect(said).toContainEqual(expect.objectContaining({ text }));
  }
});

test("stand-ins go when tenants.ts no longer lists them", () => {
  stack.synth({});
  expect(load().standIns).toEqual([]);
  expect(server.tenant.actions.list({ trigger: "post-login" })).toHaveLength(3);
});
