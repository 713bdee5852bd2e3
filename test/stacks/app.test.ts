import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repoRoot } from "../../stacks/repo-root";
import { synthesise } from "../../stacks/synthesise";
import { defineTenants } from "../../stacks/tenant";
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

test("whoever reads a stack while it is written again reads the old one whole, and one that stays the same is left alone", async () => {
  const out = join(scratch, "read-meanwhile");
  const stack = async (credentials: "api-key" | "auth-token") => {
    const config = { domain: "acme.eu.auth0.com", credentials };
    return (await synthesise(defineTenants({ dev: config }), out)).get("dev")!;
  };
  const file = await stack("api-key");
  const [before, { ino }] = [readFileSync(file, "utf8"), statSync(file)];
  await stack("api-key");
  expect(statSync(file).ino).toBe(ino);

  const reader = openSync(file, "r");
  await stack("auth-token");
  expect(readFileSync(reader, "utf8")).toBe(before);
  closeSync(reader);
  expect(readFileSync(file, "utf8")).toContain("TWILIO_AUTH_TOKEN");
  expect(readdirSync(out).sort()).toEqual(["manifest.json", "stacks"]);
});
