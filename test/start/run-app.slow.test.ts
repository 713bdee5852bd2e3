import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runApp } from "../../start/run-app";
import { copyOfRepository } from "../stacks/support/copy-of-repository";

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "run-app-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test("a stack that an earlier synth left is not taken for one that tenants.ts still has", async () => {
  const copy = copyOfRepository(join(scratch, "copy"));
  const output = join(scratch, "out");
  await runApp(copy, output);
  const written = join(output, "stacks", "sandbox", "cdk.tf.json");
  expect(JSON.parse(readFileSync(written, "utf8"))).toHaveProperty("resource");

  const file = join(copy, "tenants.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("sandbox: {", "renamed: {"));
  mkdirSync(join(output, "stacks", "sandbox"), { recursive: true });
  await expect(runApp(copy, output)).rejects.toThrow('tenants.ts has no tenant "sandbox"; npm start needs it.');
});
