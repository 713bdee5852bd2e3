import { cpSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";

const parts = [
  ...["actions", "ops", "packages", "scripts", "stacks", "start", join(".cache", "vendor")],
  ...["main.ts", "tenants.ts", "cdktf.json", "package.json", "package-lock.json"],
];

/** Copies the working copy to `target`, to be changed there; what is installed is shared with this one. */
export function copyOfRepository(target: string): string {
  // Packages' own installations are hundreds of megabytes.
  const filter = (path: string) => basename(path) !== "node_modules";
  for (const part of parts) {
    cpSync(join(repoRoot, part), join(target, part), { recursive: true, verbatimSymlinks: true, filter });
  }
  for (const folder of [".", join("packages", "provider-auth0")]) {
    symlinkSync(join(repoRoot, folder, "node_modules"), join(target, folder, "node_modules"));
  }
  return target;
}
