import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deployClient } from "../../packages/local-tenant/test/support/fixed-credentials";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { addAction, claims } from "./support/hand-made";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";

const MFA = "Verify feedback - MFA";
const DASHBOARD = "token-of-the-dashboard";
let promotion: Promotion;

/** What a person does in Auth0's dashboard. */
async function inTheDashboard(method: string, path: string, body?: unknown): Promise<void> {
  const { domain } = promotion.server("dev").tenant;
  const response = await fetch(`https://${domain}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${DASHBOARD}` },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
}

function mfaFeedback() {
  return promotion.server("dev").tenant.actions.list({ name: MFA })[0]!;
}

function stateFile(): string {
  return join(promotion.output, "../.state/dev.tfstate");
}

function drift(...args: string[]): Promise<VerbRun> {
  return promotion.run("drift", "dev", args);
}

beforeAll(async () => {
  promotion = await startPromotion("dev");
  const ann = { id: "google-oauth2|1", name: "Ann @example", email: "ann@example.com" };
  promotion.server("dev").tenant.tokens.issue("all", DASHBOARD, { user: ann });
});

afterAll(() => promotion.stop());

// The tests go on from each other.
describe("npm run drift", () => {
  it("finds none where nothing was deployed yet", async () => {
    const { exit, stdout } = await drift();
    expect(stdout).toMatch(/^No drift: nothing was deployed to dev .* by Terraform yet/);
    expect(exit).toBe(0);
  });

  it("finds none after a deploy, with credentials that may only read and without secrets", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const { clientGrants } = promotion.server("dev").tenant;
    clientGrants.grant(deployClient.clientId, ["read:actions", "read:logs"]);
    const { exit, stdout } = await drift("--json");
    clientGrants.grant(deployClient.clientId, "all");
    expect(JSON.parse(stdout)).toMatchObject({ drifted: false, findings: [], notDeployed: [], issue: null });
    expect(exit).toBe(0);
  });

  it("takes a commit that waits for its deploy for no drift, and says so", async () => {
    const config = promotion.configs.dev as TenantConfig;
    const { settings } = config;
    config.settings = {
      ...settings,
      passwordlessFeedback: { ...settings?.passwordlessFeedback, freshnessSeconds: 45 },
    };
    const { exit, stdout } = await drift();
    config.settings = settings;
    expect(stdout).toContain("Not deployed yet, which is not drift: Verify feedback - passwordless.\n");
    expect(exit).toBe(0);
  });

  it("finds a draft that was edited by hand, which logins do not run yet", async () => {
    const { id, code } = mfaFeedback();
    await inTheDashboard("PATCH", `/actions/actions/${id}`, { code: `${code}console.log("by hand");\n` });
    const { exit, stdout } = await drift();
    expect(stdout).toContain(`  ${MFA} has a draft that was changed and not deployed\n`);
    expect(stdout).toMatch(
      /Changed by\n {2}\S+ \S+ UTC {2}Verify feedback - MFA {2}Update an action {2}Ann @example in the/,
    );
    expect(exit).toBe(2);
  });

  it("writes one issue with what runs, who changed it and the code's diff, that stays the same while the drift does", async () => {
    await inTheDashboard("POST", `/actions/actions/${mfaFeedback().id}/deploy`);
    const first = await drift("--json");
    const second = await drift("--json");
    expect(first.exit).toBe(2);
    const { title, body } = JSON.parse(first.stdout).issue;
    expect(title).toBe("Drift in dev: changed outside of Terraform");
    expect(body).toMatch(
      /- \*\*Verify feedback - MFA\*\* runs version 2 with other code \(\w{12} instead of \w{12}\)\n/,
    );
    expect(body).toContain("| Verify feedback - MFA | Deploy an action | Ann @\u200bexample in the dashboard |");
    expect(body).toContain('+console.log("by hand");\n');
    expect(JSON.parse(second.stdout).issue.body).toBe(body);
  });

  it("finds another order on the trigger beside it", async () => {
    const bindings = promotion.server("dev").tenant.bindings.list("post-login").toReversed();
    const ref = (value: string) => ({ ref: { type: "action_id", value } });
    const body = { bindings: bindings.map(({ actionId }) => ref(actionId)) };
    await inTheDashboard("PATCH", "/actions/triggers/post-login/bindings", body);
    const { exit, stdout } = await drift();
    expect(stdout).toContain(`  post-login runs "${MFA}", "Verify feedback - MFA challenge", "Verify feedback - passw`);
    expect(exit).toBe(2);
  });

  it("finds none any more after a deploy", async () => {
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    expect(await drift()).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^No drift: dev .* runs what was/) });
  });

  it("names what was deployed, not what the source says meanwhile", async () => {
    const config = promotion.configs.dev as TenantConfig;
    const { id } = mfaFeedback();
    const bindings = promotion
      .server("dev")
      .tenant.bindings.list("post-login")
      .map(({ actionId }) => actionId);
    const bind = (ids: string[]) => {
      const body = { bindings: ids.map((value) => ({ ref: { type: "action_id", value } })) };
      return inTheDashboard("PATCH", "/actions/triggers/post-login/bindings", body);
    };
    await bind(bindings.filter((bound) => bound !== id));
    promotion.configs.dev = { ...config, actionNamePrefix: "Renamed" };
    const { stdout, exit } = await drift();
    promotion.configs.dev = config;
    await bind(bindings);
    expect(stdout).toContain(
      `instead of "Verify feedback - passwordless", "Verify feedback - MFA challenge", "${MFA}"`,
    );
    expect(stdout).not.toMatch(/instead of .*Renamed/);
    expect(exit).toBe(2);
  });

  it("says what to write for an Action that is bound and not listed, which stops a deploy", async () => {
    const { tenant } = promotion.server("dev");
    const trigger = { id: "post-login", version: "v3" };
    const response = await fetch(`https://${tenant.domain}/api/v2/actions/actions`, {
      method: "POST",
      headers: { authorization: `Bearer ${DASHBOARD}` },
      body: JSON.stringify({
        name: "Risk check",
        supported_triggers: [trigger],
        code: "exports.onExecutePostLogin = async () => {};",
      }),
    });
    const { id } = (await response.json()) as { id: string };
    await inTheDashboard("POST", `/actions/actions/${id}/deploy`);
    const ids = [id, ...tenant.bindings.list("post-login").map(({ actionId }) => actionId)];
    const body = { bindings: ids.map((value) => ({ ref: { type: "action_id", value } })) };
    await inTheDashboard("PATCH", "/actions/triggers/post-login/bindings", body);
    const { stdout, exit } = await drift();
    expect(exit).toBe(2);
    expect(stdout).toMatch(/A deploy stops at this[\s\S]*before: \["Risk check"\],/);
    expect(stdout).not.toContain("this reverts it");
    expect(JSON.parse((await drift("--json")).stdout).issue.body).toContain('before: ["Risk check"],');
  });

  it("finds none any more once the change stands in the source, too", async () => {
    const config = promotion.configs.dev as TenantConfig;
    promotion.configs.dev = { ...config, before: ["Risk check"] };
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const { stdout, exit } = await drift();
    promotion.configs.dev = config;
    expect(stdout).toMatch(/^No drift: dev .* runs what was deployed to it\.\n$/);
    expect(exit).toBe(0);
  });

  it("calls a listed Action that is gone a drift, although Terraform can't plan without it", async () => {
    const config = promotion.configs.dev as TenantConfig;
    promotion.configs.dev = { ...config, after: ["Risk check"] };
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    const { tenant } = promotion.server("dev");
    const { id } = tenant.actions.list({ name: "Risk check" })[0]!;
    const others = tenant.bindings
      .list("post-login")
      .map(({ actionId }) => actionId)
      .filter((bound) => bound !== id);
    const body = { bindings: others.map((value) => ({ ref: { type: "action_id", value } })) };
    await inTheDashboard("PATCH", "/actions/triggers/post-login/bindings", body);
    await inTheDashboard("DELETE", `/actions/actions/${id}`);
    const { exit, stdout, stderr } = await drift();
    promotion.configs.dev = config;
    expect(stdout).toContain("  Risk check is gone, or has another name");
    expect(stdout).toContain('"Risk check" is listed, but the tenant has no Action of that name');
    expect(stderr).not.toContain("Error:");
    expect(exit).toBe(2);
  });

  it("knows who deleted an Action of ours", async () => {
    promotion.configs.dev = { ...(promotion.configs.dev as TenantConfig), before: [], after: [] };
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
    await inTheDashboard("DELETE", `/actions/actions/${mfaFeedback().id}?force=true`);
    const { exit, stdout } = await drift();
    expect(stdout).toContain(`  ${MFA} is not there\n`);
    expect(stdout).toMatch(/UTC {2}Verify feedback - MFA {2}Delete an action +Ann @example in the dashboard/);
    expect(exit).toBe(2);
    expect(await promotion.run("plan", "dev")).toMatchObject({
      stdout: expect.stringContaining("because it was deleted outside of Terraform\n"),
    });
    expect(await promotion.run("deploy", "dev", ["--yes"])).toMatchObject({ exit: 0 });
  });

  it("says what a deploy stops at where a stranger with a name of ours is bound, as the plan does", async () => {
    const { actions } = promotion.server("dev").tenant;
    const id = addAction(promotion.server("dev"), { ...claims, name: MFA });
    const { exit, stdout } = await drift();
    const status = await promotion.run("status", "dev");
    const plan = await promotion.run("plan", "dev");
    actions.delete(id, true);
    expect(exit).toBe(2);
    expect(stdout).toMatch(/A deploy stops at this[\s\S]*There are two Actions named "Verify feedback - MFA"/);
    expect(status.stdout).toMatch(/ 4\. {2}Verify feedback - MFA +not ours, but with one of our names: a deploy stops/);
    expect(plan).toMatchObject({ exit: 4, stderr: expect.stringContaining("There are two Actions named") });
  });

  it("takes what stopped half way before the binding for not deployed, not for an order that drifted", async () => {
    const state = readFileSync(stateFile(), "utf8");
    const { resources, ...rest } = JSON.parse(state);
    const unbound = resources.filter(({ type }: { type: string }) => type !== "auth0_trigger_actions");
    writeFileSync(stateFile(), JSON.stringify({ ...rest, resources: unbound }));
    const { exit, stdout } = await drift();
    writeFileSync(stateFile(), state);
    expect(stdout).toMatch(/^No drift: .*\nNot deployed yet, which is not drift: the order\.\n$/);
    expect(exit).toBe(0);
  });

  it("takes a state of which the tenant has nothing for another tenant's, and so do the verbs that would change it", async () => {
    const state = readFileSync(stateFile(), "utf8");
    const ids = [...state.matchAll(/"type": "auth0_action"[\s\S]*?"id": "([^"]+)"/g)].map(([, id]) => id!);
    const other = ids.reduce(
      (text, id, index) => text.replaceAll(id, `00000000-0000-4000-8000-00000000000${index}`),
      state,
    );
    writeFileSync(stateFile(), other);
    for (const [verb, ...args] of [["drift"], ["rotate", "--yes"], ["destroy", "--yes"], ["adopt", "--yes"]] as const) {
      const { exit, stdout, stderr } = await promotion.run(verb, "dev", [...args]);
      expect(stderr).toMatch(/has none of the Actions that the state of dev holds\. Is it another tenant's state\?/);
      expect({ verb, exit, stdout }).toEqual({ verb, exit: 1, stdout: "" });
    }
    expect(readFileSync(stateFile(), "utf8")).toBe(other);
    writeFileSync(stateFile(), state);
    expect(await drift()).toMatchObject({ exit: 0 });
  });

  it("takes an empty state beside Actions of ours for a lost one, not for no drift", async () => {
    const elsewhere = join(promotion.output, "..", "elsewhere", "cdktf.out");
    const { exit, stdout, stderr } = await promotion.run("drift", "dev", [], { CDKTF_OUTDIR: elsewhere });
    expect(stderr).toMatch(/is empty, but .* has Actions of ours.*Was the state lost\?\n {2}Verify feedback - /);
    expect(stderr).toContain("npm run adopt -- dev");
    expect(stdout).toBe("");
    expect(exit).toBe(1);
  });

  it("says what is wrong with credentials that the tenant does not take, and asks no Terraform", async () => {
    const application = promotion.server("dev").tenant.clients.get(deployClient.clientId);
    const { clientSecret } = application;
    application.clientSecret = "another-secret-fake";
    const { exit, stderr } = await drift();
    application.clientSecret = clientSecret;
    expect(exit).toBe(3);
    expect(stderr).toMatch(/does not accept these credentials\.\nUse AUTH0_CLIENT_ID/);
    expect(stderr).not.toContain("Error:");
  });

  it("calls a failure no drift", async () => {
    const { exit, stdout, stderr } = await promotion.run("drift", "dev", [], { TERRAFORM_BINARY_NAME: "no-terraform" });
    expect(exit).toBe(3);
    expect(stdout).toBe("");
    expect(stderr).toContain("no-terraform could not be started");
  });
});
