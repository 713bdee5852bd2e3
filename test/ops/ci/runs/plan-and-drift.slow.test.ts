import { GITHUB_TOKEN } from "../../../support/github";
import { DEV, PASSWORD, PROD, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const repository = repositoryForEach({ dev: {}, prod: {} });

/** Of somebody who may push to this repository. */
const pullRequest = {
  repository: "acme/login",
  token: GITHUB_TOKEN,
  "event.pull_request.number": "5",
  "event.pull_request.head.repo.full_name": "acme/login",
  "event.pull_request.user.login": "ann",
};

it("plans a pull request in one comment a tenant, but not a fork's or Dependabot's", async () => {
  const { github } = repository();
  const plan = async (context: Record<string, string>) => {
    const event = { pull_request: { number: 5, head: { sha: "0123456789" } } };
    const run = repository().start("plan.yml", 5, { event, context: { ...pullRequest, ...context } });
    await run.job("tenants");
    return [await run.job("plan", DEV), await run.job("plan", PROD)];
  };
  for (const job of await plan({})) succeeded(job);
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
  const { github, machine } = repository();
  const deploy = repository().start("deploy.yml", 1);
  await deploy.job("artefact");
  for (const tenant of [DEV, PROD]) succeeded(await deploy.job("first", tenant));

  const { actions } = repository().servers.dev!.tenant;
  const { id } = actions.list({ name: "Verify feedback - MFA challenge" })[0]!;
  actions.update(id, { code: "exports.onExecutePostLogin = async () => {};" });
  actions.deploy(id);
  const run = repository().start("drift.yml", 6, { event: { schedule: "17 5 * * *" } });
  expect(await run.job("tenants")).toMatchObject({ outputs: { tenants: '["dev","prod"]' } });
  succeeded(await run.job("drift", DEV));
  succeeded(await run.job("drift", PROD));
  expect(github.issues).toMatchObject([{ title: "Drift in dev: changed outside of Terraform", state: "open" }]);

  machine.TF_HTTP_PASSWORD = `not ${PASSWORD}`;
  const unknown = await run.job("drift", PROD);
  expect(unknown).toMatchObject({ conclusion: "failure" });
  expect(unknown.log).toMatch(/^::error title=Drift of prod::/m);
  expect(unknown.summary).toContain("### Drift of prod: not known");
  expect(github.issues).toHaveLength(1);
});
