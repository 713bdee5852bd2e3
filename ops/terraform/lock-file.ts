import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { lockFile } from "../../stacks/output";

/** Puts the committed provider lock, if there is one, back into a stack's folder, where init may have changed its copy. */
export function restoreLockFile(folder: string): void {
  const copy = join(folder, ".terraform.lock.hcl");
  if (existsSync(lockFile) && existsSync(folder)) copyFileSync(lockFile, copy);
}
