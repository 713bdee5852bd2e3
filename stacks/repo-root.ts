import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this repository's package.json, wherever the program was started and however it was bundled. */
export const repoRoot: string = findRoot(__dirname);

function findRoot(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (name === "auth0-verify-feedback") return folder;
  } catch {
    // No package.json here, or not one: the folder above.
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`${__dirname} is not inside the auth0-verify-feedback repository.`);
  return findRoot(parent);
}
