// node scripts/test.mjs [--all] [jest arguments…]: set-up, then jest. --all runs the slow suites too, and, when nothing
// else is asked for, the tests with cdktn after them.
// The last line is "N passed, N failed, N skipped"; the exit code is jest's.
import { testWithCdktn } from "./cdktn.mjs";
import { runJest } from "./jest.mjs";
import { root, setup } from "./setup.mjs";

await setup();

const all = process.argv.includes("--all");
const args = process.argv.slice(2).filter((argument) => argument !== "--all");

const runs = [runJest(root, args, all ? { TEST_ALL: "1" } : {})];
if (all && args.length === 0) runs.push(await testWithCdktn());

const counted = runs.filter(({ counts }) => counts !== undefined);
const total = (key) => counted.reduce((sum, { counts }) => sum + counts[key], 0);
const failed = runs.find(({ status }) => status !== 0);
if (counted.length > 0) {
  process.stdout.write(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped\n`);
} else if (failed) process.stdout.write("jest ended without results\n");
process.exit(failed?.status ?? 0);
