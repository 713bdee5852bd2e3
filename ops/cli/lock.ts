// npm run lock: the provider's checksums for every platform, from the registry or from a mirror. Every stack gets a copy
// at synth.
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../stacks/errors";
import { lockFile } from "../../stacks/output";
import { repoRoot } from "../../stacks/repo-root";
import { callerPath } from "../support/caller-path";
import { exitCodes } from "../support/exit-codes";
import { printText } from "../support/print";
import { listenForStop } from "../support/stop";
import { configuredMirror, mirroredPlatforms, type ProviderMirror, providerMirror } from "../terraform/provider-mirror";
import { withProviderOnly } from "../terraform/provider-only";

const everyPlatform = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];
const schema = JSON.parse(readFileSync(join(repoRoot, "packages", "provider-auth0", "schema.json"), "utf8"));
const version: string = schema.provider_versions["registry.terraform.io/auth0/auth0"];

listenForStop();
void lock();

async function lock(): Promise<void> {
  const mirror = chosenMirror();
  const platforms = platformsOf(mirror);
  const file = "stacks/terraform.lock.hcl";
  await withProviderOnly({ version, file, env: process.env }, async (run, folder) => {
    const from = mirror === undefined ? [] : [mirror.option];
    await run(["providers", "lock", "-no-color", ...from, ...platforms.map((platform) => `-platform=${platform}`)]);
    copyFileSync(join(folder, ".terraform.lock.hcl"), lockFile);
  });
  const source = mirror === undefined ? "" : `, from ${mirror.place}`;
  printText(`${file} holds auth0/auth0 ${version} for ${platforms.join(", ")}${source}. Commit it.\n`);
  const missing = everyPlatform.filter((platform) => !platforms.includes(platform));
  if (missing.length > 0) {
    printText(
      `The mirror has none for ${missing.join(", ")}. Terraform refuses the provider there until you add them to the mirror\n` +
        "(terraform providers mirror -platform=… <folder>) and run this again.\n",
    );
  }
}

function chosenMirror(): ProviderMirror | undefined {
  const asked = askedMirror();
  if (asked === undefined) return configuredMirror(process.env);
  return providerMirror(/^https?:/.test(asked) ? asked : callerPath(asked, process.env));
}

function askedMirror(): string | undefined {
  try {
    return parseArgs({ options: { mirror: { type: "string" } } }).values.mirror;
  } catch (error) {
    throw new UserError(
      `${(error as Error).message}\nIt takes: npm run lock [-- --mirror <folder or URL>]`,
      exitCodes.notReady,
    );
  }
}

/** A folder seldom holds every platform; of the others nothing is known beforehand. */
function platformsOf(from: ProviderMirror | undefined): string[] {
  if (!from?.option.startsWith("-fs-mirror=")) return everyPlatform;
  const found = mirroredPlatforms(from.place, version);
  if (found.length > 0) return found;
  throw new UserError(
    `${from.place} is not a mirror of auth0/auth0 ${version}. Nothing was changed.\n` +
      "Fill it where the registry can be reached, in a folder with a stack: terraform providers mirror <folder>",
    exitCodes.notReady,
  );
}
