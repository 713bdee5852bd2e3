import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { copyOfRepository } from "../stacks/support/copy-of-repository";

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "lock-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** `npm run lock` in a copy, where PATH finds `terraform` first. */
function lock(terraform: string) {
  const copy = copyOfRepository(join(scratch, "repository"));
  const file = join(copy, "stacks", "terraform.lock.hcl");
  rmSync(file, { force: true });
  const bin = join(scratch, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "terraform"), `#!/usr/bin/env node\n${terraform}`);
  chmodSync(join(bin, "terraform"), 0o755);
  const run = spawnSync(process.execPath, [join(copy, "scripts", "run.mjs"), join(copy, "ops", "cli", "lock.ts")], {
    cwd: copy,
    encoding: "utf8",
    env: { ...process.env, TERRAFORM_BINARY_NAME: "terraform", PATH: `${bin}${delimiter}${process.env.PATH}` },
  });
  return { ...run, written: existsSync(file) ? readFileSync(file, "utf8") : undefined };
}

test("the lock file of the schema's provider version is written for every platform", () => {
  const terraform = `
    const { readFileSync, writeFileSync } = require("node:fs");
    const { version } = JSON.parse(readFileSync("main.tf.json", "utf8")).terraform.required_providers.auth0;
    writeFileSync(".terraform.lock.hcl", version + " " + process.argv.slice(2).join(" "));
  `;
  const { status, stdout, written } = lock(terraform);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^stacks\/terraform\.lock\.hcl holds auth0\/auth0 [\d.]+ for linux_amd64, .* Commit it\.\n$/);
  expect(written).toMatch(/^\d+\.\d+\.\d+ providers lock -no-color -platform=linux_amd64 .*-platform=darwin_arm64/);
});

test("a registry that can't be reached is said, and nothing is written", () => {
  const { status, stderr, written } = lock('console.error("Error: no such host"); process.exitCode = 1;');
  expect({ status, written }).toEqual({ status: 1, written: undefined });
  expect(stderr).toMatch(
    /^Can't write the lock file of auth0\/auth0 [\d.]+: `terraform providers` ended with code 1\.\n/,
  );
});
