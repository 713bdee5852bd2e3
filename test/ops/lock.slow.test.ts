import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { copyOfRepository } from "../stacks/support/copy-of-repository";
import { testProvider } from "../support/terraform-provider";

let repository: string;
let scratch: string;
beforeAll(() => {
  repository = copyOfRepository(join(realpathSync(mkdtempSync(join(tmpdir(), "lock-"))), "repository"));
});
afterAll(() => rmSync(dirname(repository), { recursive: true, force: true }));
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "lock-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** `npm run lock` in a copy, where PATH finds `terraform` first; absent: the real one. */
function lock(terraform?: string, args: string[] = [], env: Record<string, string> = {}) {
  const file = join(repository, "stacks", "terraform.lock.hcl");
  rmSync(file, { force: true });
  const bin = join(scratch, "bin");
  mkdirSync(bin, { recursive: true });
  if (terraform !== undefined) {
    writeFileSync(join(bin, "terraform"), `#!/usr/bin/env node\n${terraform}`);
    chmodSync(join(bin, "terraform"), 0o755);
    Object.assign(env, { TERRAFORM_BINARY_NAME: "terraform" });
  }
  const command = [join(repository, "scripts", "run.mjs"), join(repository, "ops", "cli", "lock.ts"), ...args];
  const { TF_CLI_CONFIG_FILE: _, ...inherited } = process.env;
  const run = spawnSync(process.execPath, command, {
    cwd: repository,
    encoding: "utf8",
    env: { ...inherited, HOME: scratch, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env },
  });
  return { ...run, written: existsSync(file) ? readFileSync(file, "utf8") : undefined };
}

/** A Terraform that writes the version and its arguments instead of a lock file. */
const writesArguments = `
  const { readFileSync, writeFileSync } = require("node:fs");
  const { version } = JSON.parse(readFileSync("main.tf.json", "utf8")).terraform.required_providers.auth0;
  writeFileSync(".terraform.lock.hcl", version + " " + process.argv.slice(2).join(" "));
`;

function cliConfig(text: string): Record<string, string> {
  const file = join(scratch, "terraform.tfrc");
  writeFileSync(file, text);
  return { TF_CLI_CONFIG_FILE: file };
}

test("the lock file of the schema's provider version is written for every platform", () => {
  const { status, stdout, written } = lock(writesArguments);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^stacks\/terraform\.lock\.hcl holds auth0\/auth0 [\d.]+ for linux_amd64, .* Commit it\.\n$/);
  expect(written).toMatch(/^\d+\.\d+\.\d+ providers lock -no-color -platform=linux_amd64 .*-platform=darwin_arm64/);
});

test("a registry that can't be reached is said, and nothing is written", () => {
  const { status, stderr, written } = lock('console.error("Error: no such host"); process.exitCode = 1;');
  expect({ status, written }).toEqual({ status: 1, written: undefined });
  expect(stderr).toMatch(
    /^Can't write stacks\/terraform\.lock\.hcl for auth0\/auth0 [\d.]+: `terraform providers` ended with code 1\.\n/,
  );
});

test("Ctrl-C stops it, and no temporary folder stays", () => {
  // A terminal tells both.
  const interrupted =
    'process.kill(process.ppid, "SIGINT"); process.kill(process.pid, "SIGINT"); setInterval(() => {}, 1000);';
  const { status, stdout, stderr, written } = lock(interrupted, [], { TMPDIR: scratch });
  expect({ status, stdout, written }).toEqual({ status: 130, stdout: "", written: undefined });
  expect(stderr).toBe("Stopped by SIGINT. Nothing was changed.\n");
  expect(readdirSync(scratch).filter((name) => name.startsWith("provider-lock-"))).toEqual([]);
});

test("the mirror that Terraform's CLI configuration names is used, by the real Terraform", async () => {
  const { cliConfigFile } = await testProvider();
  const mirror = /path *= "(.*)"/.exec(readFileSync(cliConfigFile, "utf8"))![1]!;
  const { status, stdout, stderr, written } = lock(undefined, [], { TF_CLI_CONFIG_FILE: cliConfigFile });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(`, from ${mirror}. Commit it.\nThe mirror has none for `);
  expect(written).toMatch(/provider "registry\.terraform\.io\/auth0\/auth0" \{\n {2}version *= "[\d.]+"\n[^}]*"h1:/);
});

test.each([
  ["an option", ["--mirror", "https://mirror.example.com/"], "", "-net-mirror=https://mirror.example.com/"],
  [
    "a network mirror",
    [],
    'provider_installation {\n network_mirror {\n url = "https://m.example.com/"\n }\n}',
    "-net-mirror=https://m.example.com/",
  ],
  [
    "a mirror of other providers",
    [],
    'provider_installation {\n network_mirror {\n url = "https://m.example.com/"\n include = ["example.com/*/*"]\n }\n direct {}\n}',
    "-platform=linux_amd64",
  ],
  [
    "a mirror without ours",
    [],
    'provider_installation {\n network_mirror {\n url = "https://m.example.com/"\n exclude = ["auth0/*"]\n }\n direct {}\n}',
    "-platform=linux_amd64",
  ],
  ["one that is commented out", [], '# network_mirror { url = "https://m.example.com/" }', "-platform=linux_amd64"],
])("%s says where the checksums come from", (_, args, config, first) => {
  const { status, written } = lock(writesArguments, args, cliConfig(config));
  expect(status).toBe(0);
  expect(written).toMatch(new RegExp(`^\\d+\\.\\d+\\.\\d+ providers lock -no-color ${first} `));
});

test("a folder gives the platforms that it holds, packed or not", () => {
  const version = lock(writesArguments).written!.split(" ")[0];
  const home = join(scratch, "mirror", "registry.terraform.io", "auth0", "auth0");
  mkdirSync(join(home, version!, "darwin_arm64"), { recursive: true });
  writeFileSync(join(home, `terraform-provider-auth0_${version}_linux_amd64.zip`), "");
  writeFileSync(join(home, "terraform-provider-auth0_0.0.1_windows_amd64.zip"), "");
  const { stdout, written } = lock(writesArguments, ["--mirror", join(scratch, "mirror")]);
  expect(written).toBe(
    `${version} providers lock -no-color -fs-mirror=${join(scratch, "mirror")} -platform=darwin_arm64 -platform=linux_amd64`,
  );
  expect(stdout).toContain("The mirror has none for linux_arm64, darwin_amd64, windows_amd64");
});

test.each([
  [["--mirror", "nothing-there"], /is not a mirror of auth0\/auth0 [\d.]+\. Nothing was changed\.\n/],
  [["--mirrors"], /It takes: npm run lock/],
])("%j is refused", (args, words) => {
  const { status, stderr, written } = lock(writesArguments, args);
  expect({ status, written }).toEqual({ status: 3, written: undefined });
  expect(stderr).toMatch(words);
});
