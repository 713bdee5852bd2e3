// npm run schema [-- <version>]: schema.json from the provider itself. Default: the version that it has now.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes } from "../../../ops/support/exit-codes";
import { withProviderOnly } from "../../../ops/terraform/provider-only";
import { UserError } from "../../../stacks/errors";
import { tidySchema } from "./tidy-schema";

const file = join(__dirname, "..", "schema.json");
const shown = "packages/provider-auth0/schema.json";

void refresh();

async function refresh(): Promise<void> {
  const version = chosenVersion();
  await withProviderOnly({ version, file: shown, env: process.env }, async (run) => {
    await run(["init", "-no-color"]);
    writeFileSync(file, tidySchema(JSON.parse(await run(["providers", "schema", "-json"])), version));
    process.stdout.write(
      `schema.json is that of auth0/auth0 ${version}. Next: npm run generate, npm test, npm run lock.\n`,
    );
  });
}

function chosenVersion(): string {
  const present: string = JSON.parse(readFileSync(file, "utf8")).provider_versions["registry.terraform.io/auth0/auth0"];
  const [asked = present] = process.argv.slice(2);
  if (/^\d+\.\d+\.\d+/.test(asked)) return asked;
  throw new UserError(
    `"${asked}" is not a version.\nIt takes: npm run schema [-- <version>], for instance ${present}`,
    exitCodes.notReady,
  );
}
