import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "../../ops/support/digest";
import { FEEDBACK_KEY, STANDARD_KEY } from "../../packages/local-tenant/src/twilio";
import { deployClient } from "../../packages/local-tenant/test/support/fixed-credentials";
import { blankSettings } from "../../stacks/bundling";
import { repoRoot } from "../../stacks/repo-root";
import { endedWith, refuseSecrets } from "./support/ended-with";
import { type GitHubWorkflow, startWorkflow } from "./support/github-workflow";
import { addAction, claims } from "./support/hand-made";
import { deployThatHangs, endBuilds } from "./support/hanging-deploy";
import { type Promotion, startPromotion } from "./support/promotion";
import { deployScopes, planScopes } from "./support/scopes";

// Names of their own, because `.env.<tenant>` beside tenants.ts is read for every tenant of that name.
const [DEV, PROD] = ["story-dev", "story-prod"] as const;
const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];
const envFile = join(repoRoot, `.env.${PROD}`);

let promotion: Promotion;
let workflow: GitHubWorkflow;

beforeAll(async () => {
  workflow = await startWorkflow();
  promotion = await startPromotion(DEV, PROD);
  for (const name of [DEV, PROD]) promotion.configs[name]!.credentials = "api-key";
  promotion.configs[PROD]!.promotesFrom = DEV;
});
afterEach(() => {
  const { comments, issues } = workflow.github;
  refuseSecrets(JSON.stringify([comments, issues]) + workflow.takeSummary());
});
afterAll(async () => {
  rmSync(envFile, { force: true });
  await promotion.stop();
  await workflow.stop();
});

const tenant = (name: string) => promotion.server(name).tenant;
const live = (name: string) => tenant(name).deployedActions("post-login");
const names = (name: string) => live(name).map((action) => action.name);
const codeWithoutSettings = (name: string) => live(name).map(({ code }) => digestOf(blankSettings(code)));

function setDeadline(ms: number): void {
  for (const name of [DEV, PROD]) promotion.configs[name]!.settings!.mfaFeedback!.deadlineMs = ms;
}

/** Number of the version that runs of one of our Actions. */
function version(name: string, action: string): number | undefined {
  const { actions } = tenant(name);
  return actions.liveVersion(actions.list({ name: action })[0]!)?.number;
}

/** Runs a verb that is to end with this exit code, and to give no secret away. */
async function run(exit: number, verb: string, name: string, args: string[] = [], env: Record<string, string> = {}) {
  return endedWith(exit, await promotion.run(verb, name, args, env));
}

/** The workflow `deploy` up to prod's reviewers: artefact, dev, plan of prod. Returns prod's last step. */
async function promote(number: string) {
  const artefact = workflow.file(`artefact-${number}`);
  const sealed = workflow.file(`prod-${number}.plan`);
  const env = workflow.main(number);
  const job = async (verb: string, name: string, args: string[]) => {
    signInWith(verb === "ci-plan" ? planScopes : deployScopes);
    const ended = await run(0, verb, name, args, env);
    signInWith(deployScopes);
    return { ...ended, outputs: workflow.takeOutputs(), summary: workflow.takeSummary() };
  };
  await job("artefact", artefact, []);
  const dev = await job("ci-deploy", DEV, ["--artefact", artefact, "--yes"]);
  const prodPlan = await job("ci-plan", PROD, ["--artefact", artefact, "--seal", sealed]);
  const prodArgs = ["--artefact", artefact, "--sealed", sealed, "--yes"];
  return { artefact, sealed, dev, prodPlan, prod: (exit = 0, as = env) => run(exit, "ci-deploy", PROD, prodArgs, as) };
}

/** Gives the deployer's application these scopes, as the jobs of one environment have them. */
function signInWith(scopes: string[]): void {
  for (const name of [DEV, PROD]) tenant(name).clientGrants.grant(deployClient.clientId, scopes);
}

/** As somebody does it in the dashboard: new code, built and deployed. */
function editInDashboard(name: string, code: string): void {
  const { actions } = tenant(name);
  const { id } = actions.list({ name: OURS[1] })[0]!;
  actions.update(id, { code });
  actions.deploy(id);
}

// One story: each part goes on from the one before.
describe("dev and prod over a year", () => {
  let first: Awaited<ReturnType<typeof promote>>;

  it("brings the first artefact to dev, and to prod what dev has verified", async () => {
    first = await promote("1");
    expect(first.dev.outputs).toEqual({ verified: "true" });
    expect(first.dev.summary).toContain(`### ${DEV} is deployed and runs what its stack defines`);
    expect(first.prodPlan.outputs).toEqual({ changes: "true" });
    expect(names(PROD)).toEqual([]);

    await first.prod();
    expect(names(PROD)).toEqual(OURS);
    expect(codeWithoutSettings(PROD)).toEqual(codeWithoutSettings(DEV));
  });

  it("does nothing while the provider would write secrets into Terraform's log", async () => {
    const refused = await run(3, "deploy", DEV, ["--yes"], { AUTH0_DEBUG: "1", TF_LOG: "debug" });
    expect(refused.stderr).toContain("Unset one of them");
  });

  it("logs people in on prod and learns that their codes were used", async () => {
    const prod = promotion.server(PROD);
    await prod.finish(await prod.login({ user: "phone-only", method: "sms" }));
    await prod.finish(await prod.login({ user: "password-phone", method: "password" }));
    expect(prod.conversion()).toMatchObject({ total_attempts: 3, total_converted: 3 });
  });

  it("shows a change in one comment a tenant, and keeps it up to date", async () => {
    setDeadline(2300);
    signInWith(planScopes);
    const env = workflow.pullRequest(5);
    for (const name of [DEV, PROD]) await run(0, "ci-plan", name, [], env);
    setDeadline(2450);
    await run(0, "ci-plan", DEV, [], env);

    const [dev, prod, ...more] = workflow.github.comments.map(({ body }) => body);
    expect(more).toEqual([]);
    expect(dev).toContain(`### Plan of ${DEV}: changes`);
    expect(dev).toMatch(/~ Verify feedback - MFA is changed +version 1 runs\n +deadlineMs +\d+ → 2450\n/);
    expect(prod).toMatch(/deadlineMs +\d+ → 2300\n/);
    expect(prod).toContain("commit 0123456, [run](https://github.com/acme/login/actions/runs/1)");
    expect(names(DEV)).toEqual(OURS);
    expect(version(DEV, OURS[2]!)).toBe(1);
  });

  it("says in the comment why there is no plan, instead of leaving the older one there", async () => {
    promotion.configs[DEV]!.before = ["Risk check"];
    await run(4, "ci-plan", DEV, [], workflow.pullRequest(5));
    expect(workflow.github.comments[0]?.body).toMatch(/### Plan of story-dev: not made.*\n[\s\S]*Risk check/);
    promotion.configs[DEV]!.before = [];
    signInWith(deployScopes);
  });

  it("applies to prod exactly the plan that was sealed in that run, and no other", async () => {
    const { prod, prodPlan, sealed } = await promote("2");
    expect(prodPlan.summary).toMatch(/deadlineMs +\d+ → 2450/);
    expect((await prod(4, workflow.main("3"))).stderr).toContain("by another run");
    expect(version(PROD, OURS[2]!)).toBe(1);
    expect(readFileSync(sealed, "utf8")).not.toContain("onExecutePostLogin");

    await prod();
    expect(version(PROD, OURS[2]!)).toBe(2);
    expect(live(PROD)[2]?.code).toContain('"deadlineMs":2450');
    expect(codeWithoutSettings(PROD)).toEqual(codeWithoutSettings(DEV));
    workflow.takeOutputs();
  });

  it("gets new Twilio secrets without another change", async () => {
    const codes = live(PROD).map(({ code }) => code);
    const variables = { TF_VAR_TWILIO_API_KEY: STANDARD_KEY.sid, TF_VAR_TWILIO_API_KEY_SECRET: STANDARD_KEY.secret };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(envFile, lines.join(""), { mode: 0o600 });
    const rotated = await run(0, "rotate", PROD, ["--yes"]);
    expect(rotated.stdout + rotated.stderr).not.toContain(STANDARD_KEY.secret);
    // Remembered since the deploys, whose plans were made and sealed without any secret.
    expect(rotated.stdout).toContain(`${FEEDBACK_KEY.sid} can be revoked in Twilio's console.`);
    expect(live(PROD).map(({ code }) => code)).toEqual(codes);
    expect(live(PROD)[0]?.secrets).toMatchObject({ TWILIO_API_KEY: STANDARD_KEY.sid });

    const prod = promotion.server(PROD);
    prod.reset();
    await prod.finish(await prod.login({ user: "phone-only", method: "sms" }));
    expect(prod.conversion()).toMatchObject({ total_attempts: 2, total_converted: 2 });
  });

  it("opens one issue about an edit in the dashboard, keeps it up to date, and closes it", async () => {
    const { issues, comments } = workflow.github;
    const drift = async (exit = 0, env = {}) => {
      signInWith(planScopes);
      await run(exit, "ci-drift", PROD, [], { ...workflow.main("7"), ...env });
      signInWith(deployScopes);
    };
    await drift();
    expect(issues).toEqual([]);

    editInDashboard(PROD, "exports.onExecutePostLogin = async () => {};");
    await drift();
    expect(issues).toMatchObject([{ title: `Drift in ${PROD}: changed outside of Terraform`, state: "open" }]);
    expect(issues[0]?.body).toMatch(/\*\*Verify feedback - MFA challenge\*\* runs version 2 with other code/);
    const before = issues[0]?.body;
    editInDashboard(PROD, "exports.onExecutePostLogin = async () => { await 0; };");
    await drift();
    expect(issues).toHaveLength(1);
    expect(issues[0]?.body).not.toBe(before);

    await drift(3, { TERRAFORM_BINARY_NAME: "/not/there" });
    expect(issues).toMatchObject([{ state: "open" }]);

    expect(before).toContain(`npm run deploy -- ${PROD} --artefact <folder>`);
    expect((await run(0, "deploy", PROD, ["--yes", "--unverified"])).stdout).toContain(
      "was changed outside of Terraform",
    );
    await drift();
    expect(issues).toMatchObject([{ state: "closed" }]);
    expect(comments.at(-1)?.body).toContain("runs what was deployed to it again");
    await drift(3, { TERRAFORM_BINARY_NAME: "/not/there" });
    expect(issues).toHaveLength(1);
  });

  it("goes back to the first artefact, and the state agrees", async () => {
    const back = await run(0, "rollback", PROD, ["--yes", "--artefact", first.artefact]);
    expect(back.stdout).toMatch(/deadlineMs +2450 → \d+/);
    expect(live(PROD)[2]?.code).not.toContain('"deadlineMs":2450');
    expect((await run(0, "plan", PROD, ["--artefact", first.artefact])).stdout).toContain("nothing to change");
  });

  it("does not unbind an Action that another team has added between the plan and the reviewers' yes", async () => {
    setDeadline(2400);
    const { prod } = await promote("4");
    addAction(promotion.server(PROD), { ...claims, name: "Fraud score" });

    expect((await prod(4)).stderr).toContain("Fraud score");
    expect(workflow.takeSummary()).toContain(`### ${PROD} was not deployed`);
    expect(names(PROD)).toEqual([...OURS, "Fraud score"]);

    promotion.configs[PROD]!.after = ["Fraud score"];
    await (await promote("5")).prod();
    expect(names(PROD)).toEqual([...OURS, "Fraud score"]);
    expect(live(PROD)[2]?.code).toContain('"deadlineMs":2400');
    workflow.takeOutputs();
  });

  it("goes on where an apply was cut off", async () => {
    for (const name of ["passwordlessFeedback", "mfaFeedback"] as const) {
      promotion.configs[DEV]!.settings![name]!.deadlineMs = 2200;
    }
    const deploy = await deployThatHangs(promotion, DEV);
    deploy.process.kill("SIGTERM");
    const cut = await deploy.ended;
    endBuilds(promotion, DEV);
    expect(cut.exit).not.toBe(0);

    await run(0, "deploy", DEV, ["--yes"]);
    expect(names(DEV)).toEqual(OURS);
    expect(tenant(DEV).actions.list({ trigger: "post-login" })).toHaveLength(3);
    expect(live(DEV).filter(({ code }) => code.includes('"deadlineMs":2200'))).toHaveLength(2);
  });

  it("lets one of two applies at once through, and loses no state", async () => {
    promotion.configs[DEV]!.settings!.mfaFeedback!.deadlineMs = 2500;
    const one = await deployThatHangs(promotion, DEV);
    expect((await run(1, "deploy", DEV, ["--yes"])).stderr).toContain("story-dev is being changed right now by");
    endBuilds(promotion, DEV);
    endedWith(0, await one.ended);

    expect((await run(0, "deploy", DEV, ["--yes"])).stdout).toContain("Nothing to do");
    const state = readFileSync(join(promotion.output, "../.state", `${DEV}.tfstate`), "utf8");
    for (const { id } of tenant(DEV).actions.list({ trigger: "post-login" })) expect(state).toContain(id);
  });
});
