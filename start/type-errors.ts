import { execFile } from "node:child_process";
import { join } from "node:path";
import { repoRoot } from "./repo-root";

/** What the TypeScript compiler says of the sources of the Actions in `root`, one line each; empty when they are right. */
export function typeErrors(root = repoRoot): Promise<string[]> {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  return new Promise((resolve) => {
    const args = [compiler, "--project", "actions", "--pretty", "false"];
    execFile(process.execPath, args, { cwd: root }, (failed, stdout, stderr) => {
      resolve(failed ? `${stdout}${stderr}`.trimEnd().split("\n") : []);
    });
  });
}
