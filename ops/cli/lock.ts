// npm run lock: the provider's checksums for every platform, from the registry. Every stack gets a copy at synth.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockFile } from "../../stacks/output";
import { repoRoot } from "../../stacks/repo-root";
import { providerOnly, terraform } from "../../stacks/terraform";
import { printText } from "../print";

const platforms = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];
const schema = JSON.parse(readFileSync(join(repoRoot, "packages", "provider-auth0", "schema.json"), "utf8"));
const version: string = schema.provider_versions["registry.terraform.io/auth0/auth0"];

const folder = mkdtempSync(join(tmpdir(), "provider-lock-"));
try {
  writeFileSync(join(folder, "main.tf.json"), providerOnly(version));
  terraform(
    folder,
    ["providers", "lock", "-no-color", ...platforms.map((platform) => `-platform=${platform}`)],
    `write the lock file of auth0/auth0 ${version}`,
  );
  copyFileSync(join(folder, ".terraform.lock.hcl"), lockFile);
  printText(`stacks/terraform.lock.hcl holds auth0/auth0 ${version} for ${platforms.join(", ")}. Commit it.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
