import { readdirSync } from "node:fs";
import { DEV, onMain, repositoryForEach } from "../../support/repository";
import { succeeded } from "../../support/succeeded";

const repository = repositoryForEach({ dev: {} });

it("keeps a state that can't be written, encrypted, and writes it when it is told to", async () => {
  const state = repository().states.dev!;
  const run = repository().start("deploy.yml", 8);
  await run.job("artefact");
  state.refuseWrites = 403;
  const failed = await run.job("first", DEV);
  expect(failed).toMatchObject({ conclusion: "failure", failedAt: expect.stringContaining("ci-deploy") });
  expect(failed.summary).toContain("as the artefact state-of-dev of this run");
  expect(readdirSync(run.artifacts).sort()).toEqual(["artefact", "state-of-dev"]);
  expect(run.uploaded()).not.toContain('"lineage"');

  const push = repository().start("push-state.yml", 9, {
    context: onMain,
    inputs: { tenant: "dev", run: "8" },
    runs: { "8": run.artifacts },
  });
  // Still refused: nothing is lost by trying.
  expect(await push.job("push")).toMatchObject({ conclusion: "failure", log: expect.stringContaining("403") });
  expect(state.state).toBeUndefined();
  state.refuseWrites = undefined;
  succeeded(await push.job("push"));
  expect(JSON.parse(state.state!).resources).not.toEqual([]);

  const again = await run.job("first", DEV);
  succeeded(again);
  expect(again.summary).toContain("there was nothing to do");
});
