import { randomBytes } from "node:crypto";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Leaves a file as it was, or with the whole text, for its owner alone (0600). Throws Node's error where that can't be written. */
export function writeWhole(file: string, text: string): void {
  const draft = join(dirname(file), `.local-tenant-${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: "wx" });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
