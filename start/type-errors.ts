import { execFile } from "node:child_process";
import { join } from "node:path";
import { repoRoot } from "../stacks/repo-root";

/** The folders of sources that have a tsconfig.json of their own; that of `stacks` has main.ts and tenants.ts, too. */
export type Project = "actions" | "stacks";

/**
 * What the TypeScript compiler says of a project in `root`, one line each; empty when it is right.
 * @throws where `signal` ended it.
 */
export function typeErrors(project: Project = "actions", root = repoRoot, signal?: AbortSignal): Promise<string[]> {
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  return new Promise((resolve, reject) => {
    const args = [compiler, "--project", project, "--pretty", "false"];
    execFile(process.execPath, args, { cwd: root, ...(signal && { signal }) }, (failed, stdout, stderr) => {
      if (signal?.aborted) reject(failed);
      else resolve(failed ? `${stdout}${stderr}`.trimEnd().split("\n") : []);
    });
  });
}
