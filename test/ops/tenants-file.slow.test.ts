import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { copyOfRepository } from "../stacks/support/copy-of-repository";

let copy: string;
beforeAll(() => {
  copy = copyOfRepository(mkdtempSync(join(tmpdir(), "tenants-file-")));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** Runs a verb with another tenants.ts; `undefined`: with none. */
function status(tenants: string | undefined, ...args: string[]) {
  const file = join(copy, "tenants.ts");
  if (tenants === undefined) rmSync(file, { force: true });
  else writeFileSync(file, tenants);
  const command = ["scripts/run.mjs", "ops/cli/main.ts", "status", ...args];
  return spawnSync(process.execPath, command, { cwd: copy, encoding: "utf8" });
}

it.each([
  ["is not valid", "defineTenants({ dev: {} } as never)", /^tenants\.ts is not valid:\n {2}- dev\.domain/],
  ["exports no tenants", "undefined", /^tenants\.ts exports no tenants\.\nWrite there: export const tenants = /],
])("answers --json with one document when tenants.ts %s", (_, tenants, problem) => {
  const text = `import { defineTenants } from "./stacks/tenant";\nexport const tenants = ${tenants};\n`;
  const ended = status(text, "dev", "--json");
  const { error, exit } = JSON.parse(ended.stdout);
  expect(error).toMatch(problem);
  expect([exit, ended.status, ended.stderr]).toEqual([3, 3, `${error}\n`]);
});

it("says that tenants.ts is missing, and runs again once it is back", () => {
  const text = readFileSync(join(repoRoot, "tenants.ts"), "utf8");
  expect(status(undefined, "dev")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/Could not resolve "\S+tenants"\n.*\nRestore that file, or correct the import\.\n$/),
  });
  expect(status(text, "nobody")).toMatchObject({ status: 3, stderr: expect.stringContaining("has no tenant") });
});
