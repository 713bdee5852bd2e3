import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { digestOf } from "../../support/digest";

/**
 * SHA-256 of every file in a folder, by its path with forward slashes, in order. Anything but a file has the digest "".
 */
export function fileDigests(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const digests = entries.map((entry): [string, string] => {
    const file = join(entry.parentPath, entry.name);
    return [relative(folder, file).split(sep).join("/"), entry.isFile() ? digestOf(readFileSync(file)) : ""];
  });
  return Object.fromEntries(digests.sort(([a], [b]) => (a < b ? -1 : 1)));
}
