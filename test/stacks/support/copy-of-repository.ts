import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";

const parts = [
  ...["actions", "ops", "packages", "scripts", "stacks", join(".cache", "vendor")],
  ...["main.ts", "tenants.ts", "cdktf.json", "package.json", "package-lock.json"],
];

/** Copies the working copy to `target`, to be changed there; what is installed is shared with this one. */
export function copyOfRepository(target: string): string {
  for (const part of parts)
    cpSync(join(repoRoot, part), join(target, part), { recursive: true, verbatimSymlinks: true });
  symlinkSync(join(repoRoot, "node_modules"), join(target, "node_modules"));
  return target;
}
