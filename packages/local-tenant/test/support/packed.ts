import { execFile } from "node:child_process";
import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { workspace } from "./workspace";

const root = dirname(dirname(__dirname));

/**
 * Packs this package as `npm pack` does, from a copy of its own, so that two suites may do it at once.
 * @param scratch a folder of the caller's
 * @returns the tarball
 */
export async function packed(scratch: string): Promise<string> {
  const copy = join(scratch, "auth0-local-tenant");
  for (const name of ["package.json", "README.md", "LICENSE", "tsconfig.build.json", "scripts", "src", "console"]) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(workspace, "node_modules"), join(copy, "node_modules"), "dir");
  await promisify(execFile)("npm", ["pack", "--pack-destination", scratch], { cwd: copy });
  return join(scratch, readdirSync(scratch).find((name) => name.endsWith(".tgz"))!);
}
