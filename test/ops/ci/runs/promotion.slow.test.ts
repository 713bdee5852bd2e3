import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GITHUB_TOKEN } from "../../../support/github";
import { PLAN_KEY } from "../../support/github-workflow";
import { DEV, PASSWORD, PROD, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

const repository = repositoryForEach();

const live = (name: string) => repository().servers[name]!.tenant.deployedActions("post-login");

it("brings one artefact to dev and, by exactly the plan that the reviewers saw, to prod", async () => {
  const run = repository().start("deploy.yml", 1);
  const lists = { first: '["dev"]', second: '["prod"]' };
  expect(succeeded(await run.job("artefact"))).toMatchObject({ outputs: lists });
  const dev = await run.job("first", DEV);
  succeeded(dev);
  expect(readdirSync(join(run.artifacts, "verified-dev"))).toEqual(["dev.json"]);
  expect(dev.summary).toContain("### dev is deployed and runs what its stack defines");
  expect(live("prod")).toEqual([]);

  const plan = await run.job("second-plan", PROD);
  succeeded(plan);
  expect(plan.summary).toContain("### Plan of prod: changes");
  expect(await run.job("second-changed")).toMatchObject({ outputs: { second: '["prod"]' } });
  const prod = await run.job("second", PROD);
  succeeded(prod);
  expect(live("prod").map(({ name }) => name)).toEqual(OURS);

  for (const said of [dev.log, plan.log, prod.log, dev.summary, plan.summary, prod.summary, run.uploaded()]) {
    expect([PLAN_KEY, PASSWORD, GITHUB_TOKEN].filter((secret) => said.includes(secret))).toEqual([]);
  }
  expect(run.uploaded()).not.toContain("PK\u0003\u0004");

  // The same commit once more changes nothing and asks no reviewer.
  const again = repository().start("deploy.yml", 2);
  await again.job("artefact");
  await again.job("first", DEV);
  succeeded(await again.job("second-plan", PROD));
  expect(succeeded(await again.job("second-changed"))).toMatchObject({ outputs: { second: "[]" } });
  expect(await again.job("second", PROD)).toMatchObject({ conclusion: "skipped" });
});

it("deploys nothing without a key to keep the state with", async () => {
  const { AUTH0_DOMAIN } = repository().environments.dev!.vars!;
  const run = repository().start("deploy.yml", 1, { environments: { dev: { vars: { AUTH0_DOMAIN: AUTH0_DOMAIN! } } } });
  await run.job("artefact");
  const refused = await run.job("first", DEV);
  expect(refused).toMatchObject({ conclusion: "failure", log: expect.stringContaining("PLAN_KEY is not set") });
  expect(live("dev")).toEqual([]);
  expect(repository().states.dev!.state).toBeUndefined();
});
