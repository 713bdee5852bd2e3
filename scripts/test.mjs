// node scripts/test.mjs [--all] [jest arguments…]: set-up, then jest. --all runs the slow suites too, and, when nothing
// else is asked for, the tests with cdktn after them.
// The last line is "N passed, N failed, N skipped"; the exit code is jest's.
import { testWithCdktn } from "./cdktn.mjs";
import { findsNoSuites, runJest } from "./jest.mjs";
import { root } from "./root.mjs";
import { setup } from "./setup.mjs";

await setup();

const all = process.argv.includes("--all");
const args = process.argv.slice(2).filter((argument) => argument !== "--all");

const env = all ? { TEST_ALL: "1" } : {};
const runs = [runJest(root, args, env)];
if (all && args.length === 0) runs.push(await testWithCdktn());

const counted = runs.filter(({ counts }) => counts !== undefined);
const total = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
  counted.reduce((sum, { counts }) => sum + (counts?.[key] ?? 0), 0);
const failed = runs.find(({ status }) => status !== 0);
if (counted.length > 0) {
  process.stdout.write(`${total("passed")} passed, ${total("failed")} failed, ${total("skipped")} skipped\n`);
} else if (failed && findsNoSuites(root, args, env)) sayHowTestsAreNamed();
else if (failed) process.stdout.write("jest ended without results\n");
process.exit(failed?.status ?? 0);

function sayHowTestsAreNamed() {
  const asked = args.filter((arg) => !arg.startsWith("-"));
  process.stderr.write(
    `There are no tests for ${asked.join(" ") || "these arguments"}. Tests are in test/, which mirrors the sources, and are named *.test.ts;\n` +
      "*.slow.test.ts run only with npm run test:all. For instance: npm test -- test/ops/cli\n",
  );
}
