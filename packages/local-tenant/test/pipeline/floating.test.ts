import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";

const folder = mkdtempSync(join(tmpdir(), "pipeline-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs code against the real process, whose unhandled rejections jest would take for its own. */
function runAlone(contents: string) {
  const outfile = join(folder, "alone.js");
  const resolveDir = join(__dirname, "../..");
  buildSync({ stdin: { contents, resolveDir, loader: "ts" }, bundle: true, platform: "node", outfile });
  // Node warns of both on stderr where the caller sets one and jest the other.
  const env = { ...process.env, FORCE_COLOR: undefined, NO_COLOR: undefined };
  return spawnSync(process.execPath, [outfile], { encoding: "utf8", env });
}

const setup = `
  import { ActionInstances, PipelineExecution } from "./src/pipeline";
  import { login, source } from "./test/pipeline/support";
  const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
`;

describe("a promise that nobody awaits", () => {
  it("does not end the process when an Action's is rejected, and is put down in the timeline", () => {
    const { stdout, status, stderr } = runAlone(`${setup}
      const code = "exports.onExecutePostLogin = async () => { Promise.reject(new Error('now'));" +
        " setTimeout(() => { Promise.reject(new Error('later')) }, 20) }";
      const actions = [source("careless", code)];
      const execution = new PipelineExecution({ actions, context: login(), clock: { now: () => 0 }, instances: new ActionInstances() });
      (async () => {
        const step = await execution.run();
        await wait(60);
        console.log(JSON.stringify([step, execution.timeline.filter((entry) => entry.kind === "log")]));
      })();`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const entry = (message: string) => ({
      kind: "log",
      at: 0,
      type: "floating_promise",
      description: `The Action "careless" did not await a promise that was rejected: ${message}`,
    });
    expect(JSON.parse(stdout)).toEqual([{ status: "completed" }, [entry("now"), entry("later")]]);
  });

  it("still ends the process when it is the tenant's own", () => {
    const { status, stderr } = runAlone(`${setup}
      new PipelineExecution({ actions: [], context: login(), clock: { now: () => 0 }, instances: new ActionInstances() });
      Promise.reject(new Error("a bug of the tenant"));
      wait(200);`);
    expect(status).not.toBe(0);
    expect(stderr).toContain("a bug of the tenant");
  });
});
