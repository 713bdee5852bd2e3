// npm run schema [-- <version>]: schema.json from the provider itself. Default: the version that it has now.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providerOnly, terraform } from "../../../stacks/terraform";
import { tidySchema } from "./tidy-schema";

const file = join(__dirname, "..", "schema.json");
const version =
  process.argv[2] ?? JSON.parse(readFileSync(file, "utf8")).provider_versions["registry.terraform.io/auth0/auth0"];
const purpose = `refresh packages/provider-auth0/schema.json from auth0/auth0 ${version}`;

const folder = mkdtempSync(join(tmpdir(), "provider-schema-"));
try {
  writeFileSync(join(folder, "main.tf.json"), providerOnly(version));
  terraform(folder, ["init", "-no-color"], purpose);
  const printed = JSON.parse(terraform(folder, ["providers", "schema", "-json"], purpose));
  writeFileSync(file, tidySchema(printed, version));
  process.stdout.write(
    `schema.json is that of auth0/auth0 ${version}. Next: npm run generate, npm test, npm run lock.\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
