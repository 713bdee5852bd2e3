import { DEV, PROD, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const repository = repositoryForEach();

it("a job that is re-run resumes where a step failed, and plans again what has become out of date", async () => {
  const { servers, states } = repository();
  const { actions } = servers.dev!.tenant;
  // As a destroy leaves it.
  const empty = { version: 4, terraform_version: "1.11.0", serial: 1, lineage: "prod", outputs: {}, resources: [] };
  states.prod!.state = JSON.stringify(empty);
  const run = repository().start("deploy.yml", 3);
  await run.job("artefact");
  actions.build.fails = () => true;
  const failed = await run.job("first", DEV);
  expect(failed).toMatchObject({ conclusion: "failure" });
  expect(failed.log).toMatch(/^::error title=Deploy of dev::/m);
  expect(failed.summary).toContain("### The apply to dev failed; this runs now");
  expect(await run.job("second-plan", PROD)).toMatchObject({ conclusion: "skipped" });

  actions.build.fails = () => false;
  succeeded(await run.job("first", DEV));
  await run.job("second-plan", PROD);
  await run.job("second-changed");

  states.prod!.state = JSON.stringify({ ...empty, serial: empty.serial + 1 });
  const stale = await run.job("second", PROD);
  expect(stale).toMatchObject({ conclusion: "failure" });
  expect(stale.log).toContain("re-run the planning job");
  expect(stale.summary).toContain("### prod was not deployed");

  succeeded(await run.job("second-plan", PROD));
  await run.job("second-changed");
  succeeded(await run.job("second", PROD));
  expect(servers.prod!.tenant.deployedActions("post-login")[2]?.code).toContain('"deadlineMs":2100');
});

it("a run that is cancelled lets Terraform end in order, and its hold of the state go", async () => {
  const earlier = repository().start("deploy.yml", 4);
  await earlier.job("artefact");
  succeeded(await earlier.job("first", DEV));
  repository().deadlineMs = 2200;
  const run = repository().start("deploy.yml", 5);
  await run.job("artefact");
  const { actions } = repository().servers.dev!.tenant;
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
  expect(repository().states.dev!.lock).toBeUndefined();

  succeeded(await run.job("first", DEV));
  expect(repository().servers.dev!.tenant.deployedActions("post-login")[2]?.code).toContain('"deadlineMs":2200');
  expect(actions.list({ trigger: "post-login" })).toHaveLength(3);
});
