import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { circles } from "./circles";
import { measured } from "./house";
import { importsOf, sourceFiles } from "./imports";
import { circleInWords, upwardInWords } from "./in-words";
import { upward } from "./upward";

let planted: string;
beforeEach(() => {
  planted = realpathSync(mkdtempSync(join(tmpdir(), "structure-")));
});
afterEach(() => rmSync(planted, { recursive: true, force: true }));

/** The imports of files that a test wrote. */
function importsIn(files: Readonly<Record<string, string>>) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(planted, file)), { recursive: true });
    writeFileSync(join(planted, file), text);
  }
  return importsOf(planted, sourceFiles(planted, ["."]));
}

function insideTenant(from: string, to: string) {
  return [`packages/local-tenant/src/${from}`, `packages/local-tenant/src/${to}`] as const;
}

test("no files of the repository import each other in a circle", () => {
  expect(circles(measured(repoRoot)).map(circleInWords)).toEqual([]);
});

test("every import runs down the layers, and no package reaches out of itself", () => {
  expect(upward(measured(repoRoot)).map(upwardInWords)).toEqual([]);
});

test("the local tenant's tests stand by themselves", () => {
  const tests = importsOf(repoRoot, sourceFiles(repoRoot, ["packages/local-tenant/test"]));
  expect(tests.filter(({ to }) => !to.startsWith("packages/local-tenant/"))).toEqual([]);
});

test("a circle is found through three files, and type imports count", () => {
  const imports = importsIn({
    "ops/support/a.ts": 'import { b } from "./b";',
    "ops/support/b.ts": 'import type { C } from "../auth0/c";',
    "ops/auth0/c.ts": 'export { a } from "../support/a";',
    "ops/auth0/d.ts": 'import { c } from "./c";',
  });
  expect(circles(imports)).toEqual([["ops/auth0/c.ts", "ops/support/a.ts", "ops/support/b.ts"]]);
});

test.each([
  ["up a layer", "ops/terraform/a.ts", "ops/live/b.ts"],
  ["between two clients of one layer", "ops/auth0/a.ts", "ops/twilio/b.ts"],
  ["from an Action into the stacks", "actions/lib/a.ts", "stacks/b.ts"],
  ["up a layer of the local tenant", ...insideTenant("running/a.ts", "control/logins/b.ts")],
  ["from what all routes of the control API use to one of them", ...insideTenant("control/http/a.ts", "control/b.ts")],
  ["from the local tenant's library to its command", ...insideTenant("library/a.ts", "cli/b.ts")],
  ["out of the local tenant", "packages/local-tenant/src/server/a.ts", "actions/lib/b.ts"],
  ["out of the receiver, but for the Actions' reports", "packages/log-stream-receiver/src/a.ts", "stacks/b.ts"],
])("an import %s is refused", (_, from, to) => {
  const path = `${"../".repeat(from.split("/").length - 1)}${to.replace(".ts", "")}`;
  expect(upward(importsIn({ [from]: `import { b } from "${path}";`, [to]: "export const b = 1;" }))).toEqual([
    { from, to },
  ]);
});

test.each([
  ["from a verb to another", "ops/verbs/deploy/a.ts", "ops/verbs/plan/b.ts"],
  ["from the receiver to the Actions' reports", "packages/log-stream-receiver/src/a.ts", "actions/lib/verify/b.ts"],
])("an import %s is allowed", (_, from, to) => {
  const path = `${"../".repeat(from.split("/").length - 1)}${to.replace(".ts", "")}`;
  expect(upward(importsIn({ [from]: `import { b } from "${path}";`, [to]: "export const b = 1;" }))).toEqual([]);
});
