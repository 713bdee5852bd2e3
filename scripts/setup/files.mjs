import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/**
 * Of their contents; a missing file counts as one.
 * @param {string[]} files
 */
export function digest(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readIfThere(file) ?? "(none)").update("\0");
  return hash.digest("hex");
}

/** @param {string} file */
export function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
