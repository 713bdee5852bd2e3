import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { painter } from "../../packages/local-tenant/src/terminal/paint";
import { formatTimeline } from "../../packages/local-tenant/src/terminal/timeline";
import { repoRoot } from "../../stacks/repo-root";
import { loadStack } from "../../start/load-stack";
import { runApp } from "../../start/run-app";
import { typeErrors } from "../../start/type-errors";
import { copyOfRepository } from "../stacks/support/copy-of-repository";
import { type Sandbox, startSandbox } from "../support/sandbox";

let scratch: string;
let copy: string;
let sandbox: Sandbox;
beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "debugging-")));
  copy = copyOfRepository(join(scratch, "copy"));
  cpSync(join(repoRoot, "tsconfig.json"), join(copy, "tsconfig.json"));
  sandbox = await startSandbox({ actions: [] });
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Puts a line into a source, before the first that holds `text`; returns its number, from 1. */
function insert(source: string, text: string, line: string): number {
  const file = join(copy, source);
  const lines = readFileSync(file, "utf8").split("\n");
  const at = lines.findIndex((candidate) => candidate.includes(text));
  expect(at).toBeGreaterThan(0);
  writeFileSync(file, [...lines.slice(0, at), line, ...lines.slice(at)].join("\n"));
  return at + 1;
}

test("what an Action throws names the lines of the TypeScript sources, through the files that it imports", async () => {
  const thrown = insert(
    "actions/lib/flow.ts",
    "const flow = ",
    '  if (Date.now() > 0) throw new TypeError("no flow");',
  );
  const output = join(scratch, "out");
  await runApp(copy, output);
  const stack = readFileSync(join(output, "stacks", "sandbox", "cdk.tf.json"), "utf8");
  expect(stack).not.toContain("sourceMappingURL");
  loadStack(sandbox.server, output, "sandbox");

  const { timeline } = await sandbox.complete({ user: "password-phone", method: "password" });
  const failed = timeline.find((entry) => entry.kind === "action" && entry.result === "error");
  const source = readFileSync(join(copy, "actions", "mfa-challenge.ts"), "utf8").split("\n");
  const called = source.findIndex((line) => line.includes("flowOf(event)")) + 1;
  const frames = (failed as { stack?: string }).stack?.split("\n") ?? [];
  expect(frames[0]).toBe("TypeError: no flow");
  expect(frames[1]).toContain(`${copy}/actions/lib/flow.ts:${thrown}:`);
  expect(frames[2]).toContain(`${copy}/actions/mfa-challenge.ts:${called}:`);
  // What called the Action is the local tenant's business.
  expect(frames.at(-1)).toContain(`${copy}/actions/mfa-challenge.ts:`);

  const printed = formatTimeline(timeline, painter({ isTTY: false }));
  expect(printed).toMatch(/ at .*\/actions\/lib\/flow\.ts:\d+:\d+/);
});

test("what an Action without a source map throws keeps the lines of its code", async () => {
  const code = 'exports.onExecutePostLogin = async () => {\n  throw new Error("by hand");\n};';
  const other = await startSandbox({ actions: [{ name: "By hand", code }] });
  const { timeline } = await other.complete({ user: "phone-only", method: "sms" });
  await other.stop();
  const stack = "Error: by hand\n    at exports.onExecutePostLogin (By hand.js:2:9)";
  expect(timeline).toContainEqual(expect.objectContaining({ kind: "action", name: "By hand", stack }));
});

test("a type error in an Action is named with its place; sources that are right have none", async () => {
  expect(await typeErrors()).toEqual([]);
  const line = insert("actions/mfa-feedback.ts", "export const ", 'export const wrong: number = "text";');
  expect(await typeErrors("actions", copy)).toEqual([
    expect.stringMatching(new RegExp(`^actions/mfa-feedback\\.ts\\(${line},14\\): error TS2322: .*not assignable`)),
  ]);
});
