import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";
import { TypeChecks } from "../../../start/dev/type-checks";
import { copyOfRepository } from "../../stacks/support/copy-of-repository";

let scratch: string;
let copy: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "type-checks-")));
  copy = copyOfRepository(join(scratch, "copy"));
  cpSync(join(repoRoot, "tsconfig.json"), join(copy, "tsconfig.json"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function add(file: string, line: string): void {
  writeFileSync(join(copy, file), `${readFileSync(join(copy, file), "utf8")}\n${line}\n`);
}

test("errors of Actions, stacks and tenants.ts are told together, also those of a check that was ended", async () => {
  const told: (readonly string[])[] = [];
  const checks = new TypeChecks(copy, (errors) => told.push(errors));
  await checks.check(["actions", "stacks"]);
  expect(told).toEqual([[]]);

  add("tenants.ts", 'export const first: number = "text";');
  add("actions/mfa-feedback.ts", 'export const second: number = "text";');
  const ended = checks.check(["stacks"]);
  checks.stop();
  await ended;
  expect(told).toHaveLength(1);
  await checks.check(["actions"]);
  expect(told.at(-1)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^tenants\.ts\(\d+,14\): error TS2322/),
      expect.stringMatching(/^actions\/mfa-feedback\.ts\(\d+,14\): error TS2322/),
    ]),
  );
});
