import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";

let scratch: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "only-node-")));
  symlinkSync(process.execPath, join(scratch, "node"));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Runs an entry where the PATH has Node and nothing else: no Terraform, no OpenSSL, no git. */
function run(entry: string, ...args: string[]) {
  return spawnSync("node", ["scripts/run.mjs", entry, ...args], {
    cwd: repoRoot,
    encoding: "utf8",
    env: { PATH: scratch, HOME: scratch, CDKTF_OUTDIR: join(scratch, "out") },
  });
}

test("the PATH of these tests really has no Terraform", () => {
  expect(() => execFileSync("terraform", ["version"], { env: { PATH: scratch } })).toThrow("ENOENT");
});

test("a synth needs nothing but Node", () => {
  expect(run("main.ts")).toMatchObject({ status: 0, stderr: "" });
  const stack = JSON.parse(readFileSync(join(scratch, "out", "stacks", "sandbox", "cdk.tf.json"), "utf8"));
  expect(stack.terraform.required_version).toMatch(/\d/);
});

test("npm start needs nothing but Node, and with --exit leaves nothing to try in a tenant that is gone", async () => {
  const port = String(await freePorts());
  const { status, stdout, stderr } = run("start/start.ts", "--port", port, "--exit");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/Verify's conversion rate/);
  expect(stdout).not.toMatch(/Try next|npm run deploy|export AUTH0/);
});
