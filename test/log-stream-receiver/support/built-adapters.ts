import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";

/** The adapters as they are deployed, in a folder of this test's own below the package, where `libsql` is found. */
export function buildAdapters(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(repoRoot, ".cache", "receiver-"));
  execFileSync(process.execPath, [join(repoRoot, "packages", "log-stream-receiver", "scripts", "build.mjs"), folder]);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
