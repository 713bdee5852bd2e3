import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terraformIn } from "../../../ops/terraform/terraform";
import { terraformReady, versionProblem } from "../../../ops/verbs/preflight/terraform";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "terraform-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Something that answers as Terraform does. */
function binary(version: string, init: string): string {
  const file = join(folder, `terraform-${version}`);
  const answer = JSON.stringify({ terraform_version: version });
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = version ]; then echo '${answer}'; else ${init}; fi\n`);
  chmodSync(file, 0o755);
  return file;
}

const ready = (name: string) => terraformReady(terraformIn(folder, { ...process.env, TERRAFORM_BINARY_NAME: name }));

it.each(["1.11.0", "1.12.0-rc1", "1.14.2", "2.0.0"])("takes version %s", (version) => {
  expect(versionProblem(version)).toBeUndefined();
});

it.each(["1.10.5", "1.5.7", "0.15.0"])("does not take version %s, and says why", (version) => {
  expect(versionProblem(version)).toMatchObject({
    what: `Terraform ${version} is too old: before 1.11 it can't keep the secrets out of plan and state.`,
    fix: expect.stringContaining("1.11"),
  });
});

it("does not go on with a version that it can't tell", () => {
  expect(versionProblem(undefined)?.what).toContain("Terraform of an unknown version is too old");
});

it("is ready when the version is new enough and init works", async () => {
  expect(await ready(binary("1.11.4", "mkdir .terraform"))).toEqual([]);
});

it.each([
  ["exit 1", "`init` ended with code 1 and no words"],
  ["echo hello", "`init` got nothing ready"],
])("says that what answers init with %s is not Terraform", async (init, why) => {
  rmSync(join(folder, ".terraform"), { recursive: true, force: true });
  const file = binary("1.11.4", init);
  const terraform = terraformIn(folder, { ...process.env, TERRAFORM_BINARY_NAME: file });
  await expect(terraform.init()).rejects.toMatchObject({
    isUserError: true,
    exitCode: 3,
    message: expect.stringMatching(`^${file} is not Terraform: ${why}\\.\nInstall Terraform 1\\.11 or newer`),
  });
});

it("does not even run init with an old version", async () => {
  const [problem, ...others] = await ready(binary("1.9.8", "echo init was run >&2; exit 1"));
  expect(problem?.what).toContain("1.9.8 is too old");
  expect(others).toEqual([]);
});

it("says that there is no such binary, and what to install", async () => {
  expect(await ready(join(folder, "not-there"))).toMatchObject(
    [
      {
        what: expect.stringContaining("not-there could not be started"),
        fix: /^Install Terraform 1\.11/,
      },
    ].map(({ fix, ...problem }) => ({ ...problem, fix: expect.stringMatching(fix) })),
  );
});

it.each([
  [
    "Error: No valid credential sources found\n\nError: failed to refresh cached credentials, no EC2 IMDS role found",
    /^Set AWS_/,
  ],
  ["Error: storage.NewClient() failed: dialing: google: could not find default credentials.", /^Sign in with `gcloud/],
  [
    "Error: unable to build authorizer for Storage API: could not configure AzureCli Authorizer",
    /^Sign in with `az login`/,
  ],
])("says how to sign in to the state's backend where nothing was given to do so (%s)", async (said, fix) => {
  writeFileSync(join(folder, "said"), said);
  const [problem] = await ready(binary("1.13.1", `cat ${join(folder, "said")} >&2; exit 1`));
  expect(problem?.what).toMatch(/^There are no credentials for .*, where tenants\.ts keeps the state\.$/);
  expect(problem?.fix).toMatch(fix);
  expect(problem?.fix).not.toMatch(/IMDS|NewClient|Authorizer/);
});

it("passes on what init said when it can't get the provider or the backend ready", async () => {
  const init = "echo 'Error: Failed to get existing workspaces: S3 bucket does not exist.' >&2; exit 1";
  const [problem] = await ready(binary("1.13.0", init));
  expect(problem).toMatchObject({ what: expect.stringContaining("terraform init can't get") });
  expect(problem?.fix).toContain("S3 bucket does not exist");
});
