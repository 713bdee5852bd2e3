import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { tenants } from "../../tenants";
import { runApp } from "./support/run-app";

let scratch: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "app-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("the app writes one stack a tenant and says so, a line each", () => {
  const out = join(scratch, "not", "there", "yet");
  const { status, stdout, stderr } = runApp(repoRoot, out, repoRoot);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout.trim().split("\n")).toEqual(
    Object.keys(tenants).map((name) => expect.stringMatching(new RegExp(`^${name}: .*stacks/${name}/cdk.tf.json$`))),
  );
  const { stacks } = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  expect(Object.keys(stacks).sort()).toEqual(Object.keys(tenants).sort());
});
