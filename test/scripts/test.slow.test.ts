import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
let project: string;
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "jest-project-")));
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

function runTests(suites: Record<string, string>, ...args: string[]) {
  writeFileSync(join(project, "jest.config.json"), JSON.stringify({ rootDir: project, testMatch: ["**/*.check.js"] }));
  for (const [name, source] of Object.entries(suites)) writeFileSync(join(project, `${name}.check.js`), source);
  const command = [join(root, "scripts", "test.mjs"), `--config=${join(project, "jest.config.json")}`, ...args];
  const env = { ...process.env, FORCE_COLOR: "0" };
  const { pid, status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: "utf8", env });
  return { pid, status, stderr, lastLine: stdout.trim().split("\n").at(-1) };
}

const passing = 'test("passes", () => { expect(1).toBe(1); });';

test("the last line counts what passed, failed and was skipped, and the exit code is jest's", () => {
  const source = `${passing} test("fails", () => { expect(1).toBe(2); }); test.skip("later", () => {}); test.todo("some day");`;
  const { status, stderr, lastLine } = runTests({ a: source });
  expect(lastLine).toBe("1 passed, 1 failed, 2 skipped");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Tests: +1 failed, 1 skipped, 1 todo, 1 passed, 4 total/);
});

test("a pattern chooses suites", () => {
  const { status, lastLine } = runTests({ wanted: passing, other: `${passing} ${passing}` }, "wanted");
  expect({ status, lastLine }).toEqual({ status: 0, lastLine: "1 passed, 0 failed, 0 skipped" });
});

test("a path without tests is told how tests are named", () => {
  const { status, stderr } = runTests({ a: passing }, "ops/cli/program.ts");
  expect(status).toBe(1);
  expect(stderr).toContain("There are no tests for ops/cli/program.ts. Tests are in test/, which mirrors the sources");
});

test("a suite that can't even be loaded counts as a failure", () => {
  const { status, lastLine } = runTests({ a: passing, b: 'require("./no-such-file");' });
  expect({ status, lastLine }).toEqual({ status: 1, lastLine: "1 passed, 1 failed, 0 skipped" });
});

test("arguments reach jest, --all sets TEST_ALL, and no results are left behind", () => {
  const source = `${passing} test("all", () => { expect(process.env.TEST_ALL).toBe("1"); });`;
  const { pid, status, lastLine } = runTests({ a: source }, "--all", "-t", "all");
  expect({ status, lastLine }).toEqual({ status: 0, lastLine: "1 passed, 0 failed, 1 skipped" });
  const left = readdirSync(join(root, ".cache", "jest"));
  expect(left.filter((name) => name.startsWith(`${pid}-`))).toEqual([]);
});
