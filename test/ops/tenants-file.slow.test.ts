import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyOfRepository } from "../stacks/support/copy-of-repository";

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "tenants-file-"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("answers --json with one document when tenants.ts is not valid", () => {
  const copy = copyOfRepository(join(scratch, "copy"));
  const text =
    'import { defineTenants } from "./stacks/tenant";\nexport const tenants = defineTenants({ dev: {} } as never);\n';
  writeFileSync(join(copy, "tenants.ts"), text);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["scripts/run.mjs", "ops/cli/main.ts", "status", "dev", "--json"],
    { cwd: copy, encoding: "utf8" },
  );
  const { error, exit } = JSON.parse(stdout);
  expect(error).toMatch(/^tenants\.ts is not valid:\n {2}- dev\.domain/);
  expect([exit, stderr]).toEqual([status, `${error}\n`]);
});
