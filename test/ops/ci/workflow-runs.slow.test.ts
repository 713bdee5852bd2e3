import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../../packages/local-tenant/src/server";
import { SANDBOX_SERVICE_SID, STANDARD_KEY } from "../../../packages/local-tenant/src/twilio";
import { credentials } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../../stacks/repo-root";
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
  const tenant = () => startServer({ credentials, ports: { management: 0, verify: 0 }, dir });
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
    environments: environments(),
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

/** As docs/operations/promotion.md has them set up; the local tenants have their own credentials. */
function environments(): RepositorySettings["environments"] {
  const kinds = { "": { PLAN_KEY }, "-plan": {}, "-seal": { PLAN_KEY }, "-status": {} };
  const all = NAMES.flatMap((name) => {
    const vars = { AUTH0_DOMAIN: servers[name]!.tenant.domain };
    return Object.entries(kinds).map(([kind, secrets]) => [`${name}${kind}`, { vars, secrets }] as const);
  });
  return Object.fromEntries(all);
}

const [DEV, PROD] = [{ tenant: "dev" }, { tenant: "prod" }];

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
  const lists = { first: '["dev"]', second: '["prod"]' };
  expect(await run.job("artefact")).toMatchObject({ conclusion: "success", outputs: lists });
  const dev = await run.job("first", DEV);
  expect(dev).toMatchObject({ conclusion: "success" });
  expect(readdirSync(join(run.artifacts, "verified-dev"))).toEqual(["dev.json"]);
  expect(dev.summary).toContain("### dev is deployed and runs what its stack defines");
  expect(live("prod")).toEqual([]);

  const plan = await run.job("second-plan", PROD);
  expect(plan).toMatchObject({ conclusion: "success" });
  expect(plan.summary).toContain("### Plan of prod: changes");
  expect(await run.job("second-changed")).toMatchObject({ outputs: { second: '["prod"]' } });
  const prod = await run.job("second", PROD);
  expect(prod).toMatchObject({ conclusion: "success" });
  expect(live("prod").map(({ name }) => name)).toEqual(OURS);

  for (const said of [dev.log, plan.log, prod.log, dev.summary, plan.summary, prod.summary, uploaded(run)]) {
    expect([PLAN_KEY, PASSWORD, GITHUB_TOKEN].filter((secret) => said.includes(secret))).toEqual([]);
  }
  expect(uploaded(run)).not.toContain("PK\u0003\u0004");

  // The same commit once more changes nothing and asks no reviewer.
  run.stop();
  run = startRun("deploy.yml", settings("2"));
  await run.job("artefact");
  await run.job("first", DEV);
  expect(await run.job("second-plan", PROD)).toMatchObject({ conclusion: "success" });
  expect(await run.job("second-changed")).toMatchObject({ conclusion: "success", outputs: { second: "[]" } });
  expect(await run.job("second", PROD)).toMatchObject({ conclusion: "skipped" });
});

it("plans a pull request in one comment a tenant, but not a fork's or Dependabot's", async () => {
  deadlineMs = 2200;
  const plan = async (context: Record<string, string>) => {
    run?.stop();
    run = startRun("plan.yml", { ...settings("5"), context: { ...pullRequest, ...context } });
    await run.job("tenants");
    return [await run.job("plan", DEV), await run.job("plan", PROD)];
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
  expect(await run.job("tenants")).toMatchObject({ outputs: { tenants: '["dev","prod"]' } });
  expect(await run.job("drift", DEV)).toMatchObject({ conclusion: "success" });
  expect(await run.job("drift", PROD)).toMatchObject({ conclusion: "success" });
  expect(github.issues).toMatchObject([{ title: "Drift in dev: changed outside of Terraform", state: "open" }]);

  machine.TF_HTTP_PASSWORD = "another";
  const unknown = await run.job("drift", PROD);
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
  const failed = await run.job("first", DEV);
  expect(failed).toMatchObject({ conclusion: "failure" });
  expect(failed.log).toMatch(/^::error title=Deploy of dev::/m);
  expect(failed.summary).toContain("### The apply to dev failed; this runs now");
  expect(await run.job("second-plan", PROD)).toMatchObject({ conclusion: "skipped" });

  servers.dev!.tenant.actions.build.fails = () => false;
  expect(await run.job("first", DEV)).toMatchObject({ conclusion: "success" });
  await run.job("second-plan", PROD);
  await run.job("second-changed");

  const state = JSON.parse(states.prod!.state!);
  states.prod!.state = JSON.stringify({ ...state, serial: state.serial + 1 });
  const stale = await run.job("second", PROD);
  expect(stale).toMatchObject({ conclusion: "failure" });
  expect(stale.log).toContain("re-run the planning job");
  expect(stale.summary).toContain("### prod was not deployed");

  expect(await run.job("second-plan", PROD)).toMatchObject({ conclusion: "success" });
  await run.job("second-changed");
  expect(await run.job("second", PROD)).toMatchObject({ conclusion: "success" });
  expect(live("prod")[2]?.code).toContain('"deadlineMs":2300');
});

it("lets Terraform end in order, and its hold of the state go, when the run is cancelled", async () => {
  deadlineMs = 2450;
  run = startRun("deploy.yml", settings("4"));
  await run.job("artefact");
  const { actions } = servers.dev!.tenant;
  actions.build.ms = 3_600_000;
  let cancelled = false;
  const cut = await run.job("first", DEV, (command, process) => {
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

  expect(await run.job("first", DEV)).toMatchObject({ conclusion: "success" });
  expect(actions.list({ trigger: "post-login" })).toHaveLength(3);
});

it("keeps a state that can't be written, encrypted, and writes it when it is told to", async () => {
  deadlineMs = 2350;
  run = startRun("deploy.yml", settings("8"));
  await run.job("artefact");
  const before = JSON.parse(states.dev!.state!).serial;
  states.dev!.refuseWrites = 403;
  const failed = await run.job("first", DEV);
  expect(failed).toMatchObject({ conclusion: "failure", failedAt: expect.stringContaining("ci-deploy") });
  expect(failed.summary).toContain("as the artefact state-of-dev of this run");
  expect(readdirSync(run.artifacts).sort()).toEqual(["artefact", "state-of-dev"]);
  expect(uploaded(run)).not.toContain('"lineage"');

  const push = startRun("push-state.yml", {
    ...settings("9"),
    context: { token: GITHUB_TOKEN, ref: "refs/heads/main" },
    inputs: { tenant: "dev", run: "8" },
    runs: { "8": run.artifacts },
  });
  // Still refused: nothing is lost by trying.
  expect(await push.job("push")).toMatchObject({ conclusion: "failure", log: expect.stringContaining("403") });
  states.dev!.refuseWrites = undefined;
  expect(await push.job("push")).toMatchObject({ conclusion: "success" });
  expect(JSON.parse(states.dev!.state!).serial).toBeGreaterThan(before);
  push.stop();

  const again = await run.job("first", DEV);
  expect(again).toMatchObject({ conclusion: "success" });
  expect(again.summary).toContain("there was nothing to do");
});

it("deploys nothing without a key to keep the state with", async () => {
  deadlineMs = 2360;
  run = startRun("deploy.yml", { ...settings("10"), environments: { dev: { vars: environments().dev!.vars! } } });
  await run.job("artefact");
  const writes = JSON.parse(states.dev!.state!).serial;
  const refused = await run.job("first", DEV);
  expect(refused).toMatchObject({ conclusion: "failure", log: expect.stringContaining("PLAN_KEY is not set") });
  expect(JSON.parse(states.dev!.state!).serial).toBe(writes);
});

it("writes conversion and failures onto the page, and warns where codes were sent and none was reported", async () => {
  const [dev] = [servers.dev!];
  dev.reset();
  const status = async (secrets: Record<string, string>) => {
    run?.stop();
    const given = settings("8");
    given.environments["dev-status"]!.secrets = secrets;
    run = startRun("status.yml", { ...given, inputs: { since: "90m" } });
    await run.job("tenants");
    return run.job("status", DEV);
  };
  await dev.login({ user: "phone-only", method: "sms" });
  const silent = await status({});
  expect(silent).toMatchObject({ conclusion: "success" });
  expect(silent.summary).toContain("### Status of dev: conversion not known, 0 failures");
  expect(silent.summary).toContain("The key lacks the permission /twilio/verify/verification-attempts-summary/read.");
  expect(silent.summary).toContain("TWILIO_READ_API_KEY");

  const reading = {
    TWILIO_READ_API_KEY: STANDARD_KEY.sid,
    TWILIO_READ_API_KEY_SECRET: STANDARD_KEY.secret,
    TWILIO_VERIFY_SID: SANDBOX_SERVICE_SID,
  };
  const unused = await status(reading);
  expect(unused.summary).toContain("### Status of dev: 0.0 % of 1 codes reported, 0 failures");
  expect(unused.log).toMatch(/^::warning title=Status of dev::none of the 1 codes sent since/m);

  await dev.finish(await dev.login({ user: "phone-only", method: "sms" }));
  const used = await status(reading);
  expect(used.summary).toContain("% of 3 codes reported");
  expect(used.log).not.toContain("::warning");
  expect(used.log + used.summary).not.toContain(STANDARD_KEY.secret);
});

/** Its job can't write the state, and push-state writes it afterwards. */
async function keepsTheState(job: string, run: WorkflowRun): Promise<void> {
  const before = JSON.parse(states.dev!.state!).serial;
  states.dev!.refuseWrites = 403;
  const failed = await run.job(job);
  states.dev!.refuseWrites = undefined;
  expect(failed).toMatchObject({ conclusion: "failure", failedAt: expect.stringContaining(`ci-${job}`) });
  expect(failed.summary).toContain("as the artefact state-of-dev of this run");
  expect(readdirSync(run.artifacts)).toEqual(["state-of-dev"]);
  expect(uploaded(run)).not.toContain('"lineage"');
  const push = startRun("push-state.yml", {
    ...settings("20"),
    context: { token: GITHUB_TOKEN, ref: "refs/heads/main" },
    inputs: { tenant: "dev", run: "11" },
    runs: { "11": run.artifacts },
  });
  expect(await push.job("push")).toMatchObject({ conclusion: "success" });
  push.stop();
  expect(JSON.parse(states.dev!.state!).serial).toBeGreaterThan(before);
}

it("rotates and rolls back from main alone, the page saying how it ended", async () => {
  deadlineMs = 2500;
  const main = { token: GITHUB_TOKEN, ref: "refs/heads/main" };
  const earlier = startRun("deploy.yml", settings("9"));
  await earlier.job("artefact");
  expect(await earlier.job("first", DEV)).toMatchObject({ conclusion: "success" });

  deadlineMs = 2499;
  run = startRun("deploy.yml", settings("10"));
  await run.job("artefact");
  expect(await run.job("first", DEV)).toMatchObject({ conclusion: "success" });
  expect(live("dev")[2]?.code).toContain('"deadlineMs":2499');

  run.stop();
  const back = { ...settings("11"), runs: { "9": earlier.artifacts }, inputs: { tenant: "dev", run: "9" } };
  run = startRun("rollback.yml", { ...back, context: { ...main, ref: "refs/heads/topic" } });
  expect(await run.job("rollback")).toMatchObject({ conclusion: "skipped" });
  run.stop();
  run = startRun("rollback.yml", { ...back, context: main });
  await keepsTheState("rollback", run);
  run.stop();
  run = startRun("rollback.yml", { ...back, context: main });
  const rolled = await run.job("rollback");
  expect(rolled).toMatchObject({ conclusion: "success" });
  expect(rolled.summary).toContain("### Rollback of dev: done");
  expect(live("dev")[2]?.code).toContain('"deadlineMs":2500');
  earlier.stop();

  run.stop();
  deadlineMs = 2500;
  const rotation = { ...settings("12"), context: main };
  run = startRun("rotate.yml", { ...rotation, inputs: { tenant: "dev", "same-secrets": "false" } });
  const refused = await run.job("rotate");
  expect(refused).toMatchObject({ conclusion: "failure" });
  expect(refused.summary).toContain("The secrets in the environment are the ones that dev was sent last");

  run.stop();
  run = startRun("rotate.yml", { ...rotation, inputs: { tenant: "dev", "same-secrets": "true" } });
  const rotated = await run.job("rotate");
  expect(rotated).toMatchObject({ conclusion: "success" });
  expect(rotated.summary).toContain("### Rotation of dev: done");

  run.stop();
  run = startRun("rotate.yml", { ...rotation, inputs: { tenant: "dev", "same-secrets": "true" } });
  await keepsTheState("rotate", run);
});

it("sends nothing to a host that the environment does not name", async () => {
  const given = settings("13");
  const { AUTH0_DOMAIN } = given.environments.dev!.vars!;
  const rotate = async (host: string) => {
    run?.stop();
    given.environments.dev!.vars!.AUTH0_DOMAIN = host;
    run = startRun("rotate.yml", {
      ...given,
      context: { token: GITHUB_TOKEN, ref: "refs/heads/main" },
      inputs: { tenant: "dev" },
    });
    return run.job("rotate");
  };
  const other = await rotate("acme.eu.auth0.com");
  expect(other).toMatchObject({ conclusion: "failure" });
  expect(other.summary).toContain(
    `tenants.ts names ${AUTH0_DOMAIN} for dev, but the credentials of this environment are for`,
  );
  expect(await rotate("")).toMatchObject({ summary: expect.stringContaining("does not say which host") });
});
