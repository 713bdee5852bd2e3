import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startLocalTenant } from "../../../sandbox/server";
import { repoRoot } from "../../../stacks/repo-root";
import { credentials } from "../../support/fixed-credentials";
import { type FakeGitHub, GITHUB_TOKEN, startGitHub } from "../../support/github";
import { type StateServer, serveState } from "../../support/state-server";
import { terraformBinary, testProvider } from "../../support/terraform-provider";
import { PLAN_KEY } from "../support/github-workflow";
import { type RepositorySettings, startRun, type WorkflowRun } from "../support/workflow-run";

// Whole runs, on machines that may be slow.
jest.setTimeout(900_000);

const [USER, PASSWORD] = ["deployer", "password-of-the-state"];
const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];
const NAMES = ["dev", "prod"] as const;

let servers: Record<string, LocalTenantServer>;
let states: Record<string, StateServer>;
let github: FakeGitHub;
let machine: Record<string, string>;
let folder: string;
/** What GitHub says about the event that a run is for. */
let event: string;
let deadlineMs = 2100;

/** Of somebody who may push to this repository. */
const pullRequest = {
  repository: "acme/login",
  token: GITHUB_TOKEN,
  "event.pull_request.number": "5",
  "event.pull_request.head.repo.full_name": "acme/login",
  "event.pull_request.user.login": "ann",
};

beforeAll(async () => {
  const dir = join(repoRoot, ".cache", "sandbox");
  const tenant = () => startLocalTenant({ credentials, ports: { management: 0, verify: 0 }, dir });
  [servers, states] = [{}, {}];
  for (const name of NAMES) {
    servers[name] = await tenant();
    states[name] = await serveState(USER, PASSWORD);
  }
  github = await startGitHub();
  folder = mkdtempSync(join(tmpdir(), "event-"));
  event = join(folder, "event.json");
  writeFileSync(event, JSON.stringify({ ref: "refs/heads/main" }));
  const { cliConfigFile } = await testProvider();
  machine = {
    PATH: process.env.PATH!,
    HOME: process.env.HOME!,
    TF_CLI_CONFIG_FILE: cliConfigFile,
    TERRAFORM_BINARY_NAME: terraformBinary(),
    TF_HTTP_USERNAME: USER,
    TF_HTTP_PASSWORD: PASSWORD,
  };
});
afterAll(async () => {
  for (const name of NAMES) {
    await servers[name]!.stop();
    await states[name]!.close();
  }
  await github.stop();
  rmSync(folder, { recursive: true, force: true });
});

function tenantsFile(): string {
  const entry = (name: string) => {
    const verifyOrigin = servers[name]!.verifyUrl;
    const { address, lockAddress } = states[name]!;
    return {
      domain: servers[name]!.tenant.domain,
      credentials: "api-key",
      backend: { type: "http", address, lockAddress },
      settings: { passwordlessFeedback: { verifyOrigin }, mfaFeedback: { verifyOrigin, deadlineMs } },
      ...(name === "prod" ? { promotesFrom: "dev" } : {}),
    };
  };
  const tenants = Object.fromEntries(NAMES.map((name) => [name, entry(name)]));
  return `import { defineTenants } from "./stacks/tenant";\nexport const tenants = defineTenants(${JSON.stringify(tenants)});\n`;
}

function settings(number: string): RepositorySettings {
  return {
    tenants: tenantsFile(),
    environments: {
      dev: { secrets: { PLAN_KEY } },
      "prod-seal": { secrets: { PLAN_KEY } },
      prod: { secrets: { PLAN_KEY } },
    },
    machine,
    github: {
      GITHUB_RUN_ID: number,
      GITHUB_REPOSITORY: "acme/login",
      GITHUB_SHA: "fedcba9876543210",
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_PATH: event,
    },
    context: { token: GITHUB_TOKEN },
  };
}

const live = (name: string) => servers[name]!.tenant.deployedActions("post-login");

/** Every byte that a run has uploaded. */
function uploaded({ artifacts }: WorkflowRun): string {
  const files = readdirSync(artifacts, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1")).join("\n");
}

let run: WorkflowRun | undefined;
afterEach(() => {
  run?.stop();
  run = undefined;
});

it("brings one artefact to dev and, by exactly the plan that the reviewers saw, to prod", async () => {
  run = startRun("deploy.yml", settings("1"));
  expect(await run.job("artefact")).toMatchObject({ conclusion: "success" });
  const dev = await run.job("dev");
  expect(dev).toMatchObject({ conclusion: "success", outputs: { verified: "true" } });
  expect(dev.summary).toContain("### dev is deployed and runs what its stack says");
  expect(live("prod")).toEqual([]);

  const plan = await run.job("prod-plan");
  expect(plan).toMatchObject({ conclusion: "success", outputs: { changes: "true" } });
  expect(plan.summary).toContain("### Plan of prod: changes");
  const prod = await run.job("prod");
  expect(prod).toMatchObject({ conclusion: "success" });
  expect(live("prod").map(({ name }) => name)).toEqual(OURS);

  for (const said of [dev.log, plan.log, prod.log, dev.summary, plan.summary, prod.summary, uploaded(run)]) {
    expect([PLAN_KEY, PASSWORD, GITHUB_TOKEN].filter((secret) => said.includes(secret))).toEqual([]);
  }
  expect(uploaded(run)).not.toContain("PK\u0003\u0004");

  // The same commit once more changes nothing and asks no reviewer.
  run.stop();
  run = startRun("deploy.yml", settings("2"));
  for (const id of ["artefact", "dev"]) await run.job(id);
  expect(await run.job("prod-plan")).toMatchObject({ conclusion: "success", outputs: { changes: "false" } });
  expect(await run.job("prod")).toMatchObject({ conclusion: "skipped" });
});

it("plans a pull request in one comment a tenant, but not a fork's or Dependabot's", async () => {
  deadlineMs = 2200;
  const plan = async (context: Record<string, string>) => {
    run?.stop();
    run = startRun("plan.yml", { ...settings("5"), context: { ...pullRequest, ...context } });
    return [await run.job("plan", { tenant: "dev" }), await run.job("plan", { tenant: "prod" })];
  };
  writeFileSync(event, JSON.stringify({ pull_request: { number: 5, head: { sha: "0123456789" } } }));
  expect(await plan({})).toMatchObject([{ conclusion: "success" }, { conclusion: "success" }]);
  expect(github.comments.map(({ issue, body }) => [issue, body.split("\n")[1]])).toEqual([
    [5, "### Plan of dev: changes"],
    [5, "### Plan of prod: changes"],
  ]);
  const skipped = [{ conclusion: "skipped" }, { conclusion: "skipped" }];
  expect(await plan({ "event.pull_request.head.repo.full_name": "mallory/login" })).toMatchObject(skipped);
  expect(await plan({ "event.pull_request.user.login": "dependabot[bot]" })).toMatchObject(skipped);
  expect(github.comments).toHaveLength(2);
});

it("opens an issue about drift, and fails without a word on GitHub when it can't be found out", async () => {
  writeFileSync(event, JSON.stringify({ schedule: "17 5 * * *" }));
  run = startRun("drift.yml", settings("6"));
  const { actions } = servers.dev!.tenant;
  const { id } = actions.list({ name: OURS[1] })[0]!;
  actions.update(id, { code: "exports.onExecutePostLogin = async () => {};" });
  actions.deploy(id);
  expect(await run.job("drift", { tenant: "dev" })).toMatchObject({ conclusion: "success" });
  expect(await run.job("drift", { tenant: "prod" })).toMatchObject({ conclusion: "success" });
  expect(github.issues).toMatchObject([{ title: "Drift in dev: changed outside of Terraform", state: "open" }]);

  machine.TF_HTTP_PASSWORD = "another";
  const unknown = await run.job("drift", { tenant: "prod" });
  machine.TF_HTTP_PASSWORD = PASSWORD;
  expect(unknown).toMatchObject({ conclusion: "failure" });
  expect(unknown.log).toMatch(/^::error title=Drift of prod::/m);
  expect(unknown.summary).toContain("### Drift of prod: not known");
  expect(github.issues).toHaveLength(1);
});

it("goes on where a step failed when the job is re-run, and plans anew what has become out of date", async () => {
  deadlineMs = 2300;
  writeFileSync(event, JSON.stringify({ ref: "refs/heads/main" }));
  run = startRun("deploy.yml", settings("3"));
  await run.job("artefact");
  servers.dev!.tenant.actions.build.fails = () => true;
  const failed = await run.job("dev");
  expect(failed).toMatchObject({ conclusion: "failure", outputs: { verified: "false" } });
  expect(failed.log).toMatch(/^::error title=Deploy of dev::/m);
  expect(failed.summary).toContain("### The apply to dev failed; this runs now");
  expect(await run.job("prod-plan")).toMatchObject({ conclusion: "skipped" });

  servers.dev!.tenant.actions.build.fails = () => false;
  expect(await run.job("dev")).toMatchObject({ conclusion: "success", outputs: { verified: "true" } });
  await run.job("prod-plan");

  const state = JSON.parse(states.prod!.state!);
  states.prod!.state = JSON.stringify({ ...state, serial: state.serial + 1 });
  const stale = await run.job("prod");
  expect(stale).toMatchObject({ conclusion: "failure" });
  expect(stale.log).toContain("re-run the job that plans");
  expect(stale.summary).toContain("### prod was not deployed");

  expect(await run.job("prod-plan")).toMatchObject({ conclusion: "success" });
  expect(await run.job("prod")).toMatchObject({ conclusion: "success" });
  expect(live("prod")[2]?.code).toContain('"deadlineMs":2300');
});

it("lets Terraform end in order, and its hold of the state go, when the run is cancelled", async () => {
  deadlineMs = 2450;
  run = startRun("deploy.yml", settings("4"));
  await run.job("artefact");
  const { actions } = servers.dev!.tenant;
  actions.build.ms = 3_600_000;
  let cancelled = false;
  const cut = await run.job("dev", {}, (command, process) => {
    if (!command.includes("ci-deploy")) return;
    const watch = setInterval(() => {
      if (!actions.list().some((action) => actions.status(action) !== "built")) return;
      clearInterval(watch);
      // A runner tells the first process alone.
      cancelled = process.kill("SIGINT");
    }, 50);
    process.on("exit", () => clearInterval(watch));
  });
  actions.build.ms = 0;
  actions.finishBuilds();
  expect(cancelled).toBe(true);
  expect(cut).toMatchObject({ conclusion: "failure" });
  expect(cut.summary).toContain("### The apply to dev failed; this runs now");
  expect(states.dev!.lock).toBeUndefined();

  expect(await run.job("dev")).toMatchObject({ conclusion: "success" });
  expect(actions.list({ trigger: "post-login" })).toHaveLength(3);
});

it("keeps a state that can't be written, encrypted, and writes it when it is told to", async () => {
  deadlineMs = 2350;
  run = startRun("deploy.yml", settings("8"));
  await run.job("artefact");
  const before = JSON.parse(states.dev!.state!).serial;
  states.dev!.refuseWrites = 403;
  const failed = await run.job("dev");
  expect(failed).toMatchObject({ conclusion: "failure", failedAt: expect.stringContaining("ci-deploy dev") });
  expect(failed.summary).toContain("as the artefact state-of-dev of this run");
  expect(readdirSync(run.artifacts).sort()).toEqual(["artefact", "state-of-dev"]);
  expect(uploaded(run)).not.toContain('"lineage"');

  const push = startRun("push-state.yml", {
    ...settings("9"),
    context: { token: GITHUB_TOKEN, "event.inputs.tenant": "dev", "event.inputs.run": "8" },
  });
  cpSync(join(run.artifacts, "state-of-dev"), join(push.artifacts, "state-of-dev"), { recursive: true });
  // Still refused: nothing is lost by trying.
  expect(await push.job("push")).toMatchObject({ conclusion: "failure", log: expect.stringContaining("403") });
  states.dev!.refuseWrites = undefined;
  expect(await push.job("push")).toMatchObject({ conclusion: "success" });
  expect(JSON.parse(states.dev!.state!).serial).toBeGreaterThan(before);
  push.stop();

  const again = await run.job("dev");
  expect(again).toMatchObject({ conclusion: "success", outputs: { verified: "true" } });
  expect(again.summary).toContain("there was nothing to do");
});

it("deploys nothing without a key to keep the state with", async () => {
  deadlineMs = 2360;
  run = startRun("deploy.yml", { ...settings("10"), environments: {} });
  await run.job("artefact");
  const writes = JSON.parse(states.dev!.state!).serial;
  const refused = await run.job("dev");
  expect(refused).toMatchObject({ conclusion: "failure", log: expect.stringContaining("There is no PLAN_KEY") });
  expect(JSON.parse(states.dev!.state!).serial).toBe(writes);
});
