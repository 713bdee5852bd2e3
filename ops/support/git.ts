import { spawnSync } from "node:child_process";
import { UserError } from "../../stacks/errors";
import { repoRoot } from "../../stacks/repo-root";
import { exitCodes } from "./exit-codes";
import { plainEnvironment } from "./plain-environment";

/** What git did; `exit` is null when it is not installed. */
export interface GitRun {
  exit: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs git in this repository's folder, in English.
 * @param env added to the caller's environment. Git and the filters that it starts get no secrets, and no variables of
 * a surrounding git (a hook's).
 */
export function git(args: string[], env: Record<string, string> = {}): GitRun {
  const { status, stdout, stderr } = spawnSync("git", args, {
    cwd: repoRoot,
    encoding: "utf8",
    env: { ...plainEnvironment(process.env), LC_ALL: "C", ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: status, stdout: stdout ?? "", stderr: stderr ?? "" };
}

/** @param what e.g. `read this repository`. */
export function gitFailed(what: string, { exit, stderr }: GitRun): UserError {
  const message =
    exit === null
      ? `git can't ${what}: it is not installed, or not on the PATH. Nothing was changed.\nInstall git: https://git-scm.com`
      : `git can't ${what}:\n  ${stderr.trim().replaceAll("\n", "\n  ")}\nNothing was changed. Fix that, then run this again.`;
  return new UserError(message, exitCodes.notReady);
}
