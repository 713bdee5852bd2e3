import { join } from "node:path";
import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import { git, gitFailed } from "../../support/git";

/** A commit of this repository. */
export interface Commit {
  id: string;
  /** As git abbreviates it. */
  short: string;
  /** YYYY-MM-DD, of the commit. */
  date: string;
  /** First line of its message. */
  subject: string;
}

const format = "--format=%H%x00%h%x00%cs%x00%s";

/** Finds a commit by anything that git takes for one. @throws UserError when there is none. */
export function findCommit(revision: string): Commit {
  const found = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (found.exit === 1) throw commitUnknown(revision);
  if (found.exit !== 0) throw gitFailed("read this repository", found);
  return commits(git(["log", "-1", format, found.stdout.trim()]).stdout)[0]!;
}

/** The last five commits that changed what is deployed, newest first. */
export function lastChanges(): Commit[] {
  const paths = ["actions", "stacks", "packages", "main.ts", "tenants.ts", "package-lock.json"];
  return commits(git(["log", "-5", format, "--", ...paths]).stdout);
}

/**
 * Writes a commit's files into an empty folder, without a trace in the repository.
 * @returns the folder that is this repository's, which may be a part of a larger one.
 */
export function checkOut({ id }: Commit, folder: string): string {
  const index = { GIT_INDEX_FILE: join(folder, ".index") };
  for (const args of [
    ["read-tree", id],
    ["checkout-index", "--all", "--quiet", `--prefix=${join(folder, "files")}/`],
  ]) {
    const run = git(args, index);
    if (run.exit !== 0) throw gitFailed(`write the files of ${id}`, run);
  }
  return join(folder, "files", git(["rev-parse", "--show-prefix"]).stdout.trim());
}

function commits(log: string): Commit[] {
  const lines = log.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [id, short, date, subject] = line.split("\0") as [string, string, string, string];
    return { id, short, date, subject };
  });
}

export function commitUnknown(revision: string): UserError {
  return new UserError(
    `This repository has no commit "${revision}".\nCorrect the name; in a shallow clone, fetch the rest first: git fetch --unshallow`,
    exitCodes.notReady,
  );
}
