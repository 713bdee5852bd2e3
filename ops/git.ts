import { spawnSync } from "node:child_process";
import { repoRoot } from "../stacks/repo-root";

/** What git did; `exit` is null when it is not installed. */
export interface GitRun {
  exit: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs git in this repository's folder, in English.
 * @param env added to the caller's, whose variables of a surrounding git (a hook's) are left out.
 */
export function git(args: string[], env: Record<string, string> = {}): GitRun {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...Object.fromEntries(kept), LC_ALL: "C", ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: status, stdout: stdout ?? "", stderr: stderr ?? "" };
}
