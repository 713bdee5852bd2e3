import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { deployClient } from "../../packages/local-tenant/test/support/fixed-credentials";
import { createReceiver } from "../../packages/log-stream-receiver/src/http/receiver";
import { MemoryCounters } from "../../packages/log-stream-receiver/src/report/memory-counters";
import { addAction, claims } from "./support/hand-made";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";

let promotion: Promotion;

function status(...args: string[]): Promise<VerbRun> {
  return promotion.run("status", "dev", args);
}

beforeAll(async () => {
  promotion = await startPromotion("dev");
});

afterAll(() => promotion.stop());

// The tests go on from each other.
describe("npm run status", () => {
  it("says that nothing runs yet, and looks Actions up by their names", async () => {
    const { exit, stdout } = await status();
    expect(stdout).toContain("Nothing was deployed to dev by Terraform yet");
    expect(stdout).toContain("Verify feedback - MFA            nothing of it runs");
    expect(stdout).toContain("no attempts");
    expect(exit).toBe(2);
  });

  it("shows what runs, and how codes convert by country and channel", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const server = promotion.server("dev");
    await server.finish(await server.login({ user: "phone-only", method: "sms" }));
    await server.login({ user: "phone-only", method: "sms" });
    const { exit, stdout } = await status("--since", "7d");
    expect(stdout).toContain("What runs is what would be deployed.\n");
    expect(stdout).toMatch(/ 3\. {2}Verify feedback - MFA +version 1, .* UTC, code \w{12} \(as here\)\n/);
    expect(stdout).toContain("Twilio Verify in the last 7 days:\n  country  channel  attempts  converted    rate\n");
    expect(stdout).toMatch(/ US +sms +\d+ +\d+ +\d+\.\d %/);
    expect(stdout).toContain("Failures in the tenant log in the last 7 days:\n  nothing\n");
    expect(stdout).toContain("only in Auth0's dashboard,\nMonitoring, Actions Logs.");
    expect(stdout).not.toContain("receiver");
    expect(exit).toBe(0);
  });

  it("counts executions that failed and messages that did not go out, and shows no number", async () => {
    const server = promotion.server("dev");
    const code = "exports.onExecutePostLogin = async () => { throw new Error('boom'); };";
    const { actions, bindings } = server.tenant;
    const ours = bindings.list("post-login").map(({ actionId }) => actionId);
    const id = addAction(server, { ...claims, name: "Broken\u202e", code });
    await server.finish(await server.login({ user: "phone-only", method: "sms" }));
    await server.finish(await server.login({ user: "phone-only", method: "sms" }));
    bindings.replace(
      "post-login",
      ours.map((value) => ({ ref: { type: "action_id", value } })),
    );
    actions.delete(id);
    server.tenant.phoneProvider.current()!.disabled = true;
    await server.login({ user: "phone-only", method: "sms" });
    server.tenant.phoneProvider.current()!.disabled = false;
    const { stdout } = await status();
    expect(stdout).toMatch(
      / 2 {2}Action failed {2}actions_execution_failed {2}Broken\\u\{202e\} +action_error, post-login, Error: boom/,
    );
    expect(stdout).toMatch(/ 1 {2}not sent +fn +sms +otp_verify: The phone provider is disabled\. +last /);
    expect(stdout).not.toMatch(/\+1\d{6}/);
  });

  it("shows the receiver's counters to its token, and says what is missing", async () => {
    const counters = new MemoryCounters();
    counters.count("reports", "acme-dev", "approved", 7);
    const settings = { tenants: [], metricsToken: "metrics-token-of-a-test" };
    const receiver = createReceiver({ settings, sink: { accept: async () => {} }, metrics: counters, warn: () => {} });
    const served = createServer(getRequestListener(receiver)).listen(0, "127.0.0.1");
    await once(served, "listening");
    const url = `http://127.0.0.1:${(served.address() as AddressInfo).port}/`;
    const shown = await status("--receiver", url);
    const asked = (token: string) => promotion.run("status", "dev", ["--receiver", url], { METRICS_TOKEN: token });
    expect(shown.stdout).toContain("Set it in the environment.");
    expect((await asked("another-token")).stdout).toContain("does not accept this METRICS_TOKEN");
    expect((await asked("metrics-token-of-a-test")).stdout).toMatch(/acme-dev +reports +approved +7\n/);
    served.closeAllConnections();
    served.close();
    expect((await asked("metrics-token-of-a-test")).stdout).toContain("can't be reached");
    expect(await status("--receiver", "http://receiver.example.com")).toMatchObject({ exit: 3 });
  });

  it("names Actions of others on the trigger, and gives everything to scripts", async () => {
    addAction(promotion.server("dev"), { ...claims, name: "Risk check" });
    const { exit, stdout } = await status("--json");
    expect(JSON.parse(stdout)).toMatchObject({
      tenant: "dev",
      actions: [{ position: 1 }, { position: 2 }, { position: 3, draftPending: false, buildFailed: false }],
      foreign: [{ name: "Risk check", position: 4, listed: false }],
      findings: [{ kind: "order", where: "post-login" }],
      period: { text: "24h" },
    });
    expect(exit).toBe(2);
  });

  it("knows Actions of ours by their code where the state is lost and the prefix another, and so does a plan", async () => {
    const env = { CDKTF_OUTDIR: join(promotion.output, "..", "elsewhere", "cdktf.out") };
    promotion.configs.dev!.actionNamePrefix = "Renamed";
    const { stdout } = await promotion.run("status", "dev", [], env);
    const plan = await promotion.run("plan", "dev", [], env);
    delete promotion.configs.dev!.actionNamePrefix;
    expect(stdout).toMatch(/Verify feedback - MFA +built from our sources, and not in the state/);
    expect(stdout).toMatch(/Risk check +another team's, not listed/);
    expect(stdout).toContain("npm run adopt -- dev");
    expect(plan.exit).toBe(4);
    expect(plan.stderr).toMatch(/built from our sources[\s\S]*npm run adopt -- dev/);
    expect(plan.stderr).not.toContain("before: [");
  });

  it("goes on without the log and without Verify, and says what it needs for them", async () => {
    const { clientGrants } = promotion.server("dev").tenant;
    clientGrants.grant(deployClient.clientId, ["read:actions"]);
    promotion.configs.dev!.credentials = "api-key";
    const { stdout } = await status();
    clientGrants.grant(deployClient.clientId, "all");
    promotion.configs.dev!.credentials = "auth-token";
    expect(stdout).toContain("expected any of: read:logs");
    expect(stdout).toContain("/twilio/verify/verification-attempts-summary/read");
  });

  it("says that a deploy replaces what npm start has loaded again, of which the state knows nothing", async () => {
    const server = promotion.server("dev");
    const { actions, bindings } = server.tenant;
    bindings.replace("post-login", []);
    for (const { id } of actions.list({ trigger: "post-login" })) actions.delete(id, true);
    server.loadStack(promotion.output, "dev");
    const { stdout } = await status();
    expect(stdout).toMatch(/ 1\. {2}Verify feedback - passwordless +loaded by npm start: a deploy replaces it\n/);
    expect(stdout).not.toContain("a deploy stops");
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
  });

  it("refuses a period that Twilio does not keep", async () => {
    const { exit, stderr } = await status("--since", "31d");
    expect(stderr).toContain("30d at most: Twilio's attempts");
    expect(exit).toBe(3);
  });
});
