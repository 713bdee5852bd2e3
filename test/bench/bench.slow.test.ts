import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Exit code 1 says that a goal is missed, which a busy machine may do. */
function bench(...names: string[]) {
  return spawnSync(process.execPath, ["scripts/run.mjs", "bench/index.ts", ...names], { cwd: root, encoding: "utf8" });
}

test("the figures that start the local tenant and bundle the Actions can be measured", () => {
  const { stdout, stderr } = bench("sandbox-start", "bundle-size");
  expect(stderr).not.toContain("could not be measured");
  expect(stdout).toContain("| local tenant: start to ready, stack loaded");
  expect(stdout).toContain("| largest bundle of an Action");
});

test("a name that there is not ends with the names that there are", () => {
  const { status, stderr } = bench("sandbox-strat");
  expect(status).toBe(2);
  expect(stderr).toContain('There is no benchmark "sandbox-strat". There are: added-time, ');
});
