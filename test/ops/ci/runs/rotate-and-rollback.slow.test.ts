import { readdirSync } from "node:fs";
import { DEV, onMain, type Repository, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const repository = repositoryForEach({ dev: {} });

const live = () => repository().servers.dev!.tenant.deployedActions("post-login");

/** Deploys a deadline to dev; gives the folder of the run's artifacts. */
async function deployed(run: number, deadlineMs: number): Promise<string> {
  repository().deadlineMs = deadlineMs;
  const deploy = repository().start("deploy.yml", run);
  await deploy.job("artefact");
  succeeded(await deploy.job("first", DEV));
  expect(live()[2]?.code).toContain(`"deadlineMs":${deadlineMs}`);
  return deploy.artifacts;
}

/** Runs a job that can't write the state, and has push-state write it afterwards. */
async function keepsTheState(job: string, more: Parameters<Repository["start"]>[2]): Promise<void> {
  const state = repository().states.dev!;
  const before = JSON.parse(state.state!).serial;
  const run = repository().start(`${job}.yml`, 11, more);
  state.refuseWrites = 403;
  const failed = await run.job(job);
  state.refuseWrites = undefined;
  expect(failed).toMatchObject({ conclusion: "failure", failedAt: expect.stringContaining(`ci-${job}`) });
  expect(failed.summary).toContain("as the artefact state-of-dev of this run");
  expect(readdirSync(run.artifacts)).toEqual(["state-of-dev"]);
  expect(run.uploaded()).not.toContain('"lineage"');
  const push = repository().start("push-state.yml", 20, {
    context: onMain,
    inputs: { tenant: "dev", run: "11" },
    runs: { "11": run.artifacts },
  });
  succeeded(await push.job("push"));
  expect(JSON.parse(state.state!).serial).toBeGreaterThan(before);
}

it("rolls back from main alone, and the page says how it ended", async () => {
  const earlier = await deployed(9, 2500);
  await deployed(10, 2499);

  const back = { runs: { "9": earlier }, inputs: { tenant: "dev", run: "9" } };
  const elsewhere = repository().start("rollback.yml", 11, {
    ...back,
    context: { ...onMain, ref: "refs/heads/topic" },
  });
  expect(await elsewhere.job("rollback")).toMatchObject({ conclusion: "skipped" });
  await keepsTheState("rollback", { ...back, context: onMain });
  const rolled = await repository()
    .start("rollback.yml", 11, { ...back, context: onMain })
    .job("rollback");
  succeeded(rolled);
  expect(rolled.summary).toContain("### Rollback of dev: done");
  expect(live()[2]?.code).toContain('"deadlineMs":2500');
});

it("rotates, but not to the secrets that were sent last unless it is told to, and the page says how it ended", async () => {
  await deployed(9, 2500);

  const rotation = (same: boolean) => ({ context: onMain, inputs: { tenant: "dev", "same-secrets": String(same) } });
  const refused = await repository().start("rotate.yml", 12, rotation(false)).job("rotate");
  expect(refused).toMatchObject({ conclusion: "failure" });
  expect(refused.summary).toContain("The secrets in the environment are the ones that dev was sent last");

  const rotated = await repository().start("rotate.yml", 12, rotation(true)).job("rotate");
  succeeded(rotated);
  expect(rotated.summary).toContain("### Rotation of dev: done");

  await keepsTheState("rotate", rotation(true));
});

it("sends nothing to a host that the environment does not name", async () => {
  const vars = repository().environments.dev!.vars!;
  const { AUTH0_DOMAIN } = vars;
  const rotate = (host: string) => {
    vars.AUTH0_DOMAIN = host;
    return repository()
      .start("rotate.yml", 13, { context: onMain, inputs: { tenant: "dev" } })
      .job("rotate");
  };
  const other = await rotate("acme.eu.auth0.com");
  expect(other).toMatchObject({ conclusion: "failure" });
  expect(other.summary).toContain(
    `tenants.ts names ${AUTH0_DOMAIN} for dev, but the credentials of this environment are for`,
  );
  expect(await rotate("")).toMatchObject({ summary: expect.stringContaining("does not say which host") });
});
