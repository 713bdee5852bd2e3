// node scripts/test.mjs [--all] [jest arguments…]: set-up, then jest. --all runs the slow suites too.
// The last line is "N passed, N failed, N skipped"; the exit code is jest's.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, setup } from "./setup.mjs";

setup();

const all = process.argv.includes("--all");
const args = process.argv.slice(2).filter((argument) => argument !== "--all");
const countsFile = join(root, ".cache", "jest", `${process.pid}-${Date.now()}.json`);
mkdirSync(join(root, ".cache", "jest"), { recursive: true });

const jest = join(root, "node_modules", "jest", "bin", "jest.js");
// After the arguments: jest would take a pattern that follows for one more reporter.
const reporters = ["--reporters=default", `--reporters=${join(root, "scripts", "jest-counts.cjs")}`];
const run = spawnSync(process.execPath, [jest, ...args, ...reporters], {
  cwd: root,
  env: { ...process.env, JEST_COUNTS: countsFile, ...(all ? { TEST_ALL: "1" } : {}) },
  stdio: "inherit",
});

const counts = readCounts();
if (counts) process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
else if (run.status !== 0) process.stdout.write("jest ended without results\n");
process.exit(run.status ?? 1);

/** Undefined where jest ran no tests, as for --listTests. */
function readCounts() {
  try {
    return JSON.parse(readFileSync(countsFile, "utf8"));
  } catch {
    return undefined;
  } finally {
    rmSync(countsFile, { force: true });
  }
}
