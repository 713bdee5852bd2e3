import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { tenants } from "../../tenants";
import { copyOfRepository } from "./support/copy-of-repository";
import { runApp } from "./support/run-app";

let scratch: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "app-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const entries = files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [relative(folder, file), createHash("sha256").update(readFileSync(file)).digest("hex")];
  });
  return Object.fromEntries(entries.sort());
}

test("synthesised from two folders and two copies it is the same bytes, and an edit shows at once", () => {
  const copy = copyOfRepository(join(scratch, "elsewhere", "copy"));
  const outs = ["one", "two", "edited"].map((name) => join(scratch, name));
  expect(runApp(repoRoot, outs[0]!, repoRoot)).toMatchObject({ status: 0, stderr: "" });
  expect(runApp(copy, outs[1]!, scratch)).toMatchObject({ status: 0, stderr: "" });
  expect(Object.keys(digests(outs[0]!))).toHaveLength(1 + Object.keys(tenants).length);
  expect(digests(outs[1]!)).toEqual(digests(outs[0]!));

  const file = join(copy, "tenants.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("your-dev-tenant.eu.auth0.com", "acme.eu.auth0.com"));
  expect(runApp(copy, outs[2]!, scratch)).toMatchObject({ status: 0 });
  const stack = JSON.parse(readFileSync(join(outs[2]!, "stacks", "dev", "cdk.tf.json"), "utf8"));
  expect(stack.provider.auth0).toEqual([{ domain: "acme.eu.auth0.com" }]);

  writeFileSync(file, readFileSync(file, "utf8").replace("acme.eu.auth0.com", "https://acme.eu.auth0.com"));
  const refused = runApp(copy, outs[2]!, scratch);
  expect(refused.status).toBe(3);
  expect(refused.stderr).toMatch(
    /^tenants\.ts is not valid:\n {2}- dev\.domain is "https:\/\/acme\.eu\.auth0\.com": must be[^\n]*\n$/,
  );
});

test("the committed provider lock is copied to every stack, and none where there is none", () => {
  const copy = copyOfRepository(join(scratch, "locked"));
  const out = join(scratch, "with-lock");
  rmSync(join(copy, "stacks", "terraform.lock.hcl"), { force: true });
  runApp(copy, out, scratch);
  expect(existsSync(join(out, "stacks", "dev", ".terraform.lock.hcl"))).toBe(false);
  writeFileSync(join(copy, "stacks", "terraform.lock.hcl"), "# the lock\n");
  runApp(copy, out, scratch);
  for (const name of Object.keys(tenants)) {
    expect(readFileSync(join(out, "stacks", name, ".terraform.lock.hcl"), "utf8")).toBe("# the lock\n");
  }
});

test("cdktf is loaded once: from the bundle that set-up made, and not from its own files as well", () => {
  const tracer = join(scratch, "loaded.cjs");
  writeFileSync(
    tracer,
    `process.on("exit", () => process.stderr.write(Object.keys(require.cache).filter((file) => /node_modules.cdktf.lib./.test(file)).join()));`,
  );
  const { stderr, status } = spawnSync(process.execPath, ["--require", tracer, "scripts/run.mjs", "main.ts"], {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...process.env, CDKTF_OUTDIR: join(scratch, "traced") },
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
});
