// node scripts/test.mjs [--all] [jest arguments…]: set-up, then jest. --all runs the slow suites too.
// The last line is "N passed, N failed, N skipped"; the exit code is jest's.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, setup } from "./setup.mjs";

setup();

const all = process.argv.includes("--all");
const args = process.argv.slice(2).filter((argument) => argument !== "--all");
const results = join(root, ".cache", "jest", `${process.pid}-${Date.now()}.json`);
mkdirSync(join(root, ".cache", "jest"), { recursive: true });

const jest = join(root, "node_modules", "jest", "bin", "jest.js");
const run = spawnSync(process.execPath, [jest, ...args, "--json", `--outputFile=${results}`], {
  cwd: root,
  env: { ...process.env, ...(all ? { TEST_ALL: "1" } : {}) },
  encoding: "utf8",
  maxBuffer: 1 << 28,
  stdio: ["inherit", "pipe", "inherit"],
});
process.stdout.write(run.stdout.replace(/^Test results written to: .*\n/m, ""));

const counts = readCounts();
if (counts) process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
else if (run.status !== 0) process.stdout.write("jest ended without results\n");
process.exit(run.status ?? 1);

/** A suite that could not run at all counts as one failure, or the line would read like success. */
function readCounts() {
  try {
    const read = JSON.parse(readFileSync(results, "utf8"));
    if (read.numTotalTests === undefined) return undefined;
    return {
      passed: read.numPassedTests,
      failed: read.numFailedTests + read.numRuntimeErrorTestSuites,
      skipped: read.numPendingTests + read.numTodoTests,
    };
  } catch {
    return undefined;
  } finally {
    rmSync(results, { force: true });
  }
}
