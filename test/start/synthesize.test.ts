import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../start/synthesize";
import { copyOfRepository } from "../stacks/support/copy-of-repository";

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "synthesize-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

test("a stack that an earlier synth left is not taken for one that tenants.ts still has", async () => {
  const copy = copyOfRepository(join(scratch, "copy"));
  const output = join(scratch, "out");
  await synthesize(copy, output);
  const written = join(output, "stacks", "sandbox", "cdk.tf.json");
  expect(JSON.parse(readFileSync(written, "utf8"))).toHaveProperty("resource");

  const file = join(copy, "tenants.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("sandbox: {", "renamed: {"));
  mkdirSync(join(output, "stacks", "sandbox"), { recursive: true });
  await expect(synthesize(copy, output)).rejects.toThrow('tenants.ts has no tenant "sandbox"; npm start needs it.');
});
