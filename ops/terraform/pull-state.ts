import { chmodSync, existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../stacks/errors";
import { readStackDocument } from "../../stacks/stack-document";
import { exitCodes } from "../support/exit-codes";
import { backendCredentialsMissing } from "./backend-credentials";
import { parseState, type StateDocument } from "./state-document";

/** Runs a command of Terraform silently; gives the exit code and what was printed. */
export type QuietRun = (args: string[]) => Promise<{ exit: number; stdout: string; stderr: string }>;

/**
 * A stack's state, empty before the first apply; takes no lock. A local backend's is read as the file that it is, which
 * spares a start of Terraform. @throws UserError when it can't be had, with Terraform's words, or when it is cut off or of
 * an unknown form.
 */
export async function pullState(folder: string, quiet: QuietRun): Promise<StateDocument> {
  const file = localStateFile(folder);
  if (file !== undefined) return parseState(existsSync(file) ? readForThisUserAlone(file) : "", file);
  const { exit, stdout, stderr } = await quiet(["state", "pull"]);
  if (exit !== 0)
    throw backendCredentialsMissing(stderr) ?? new UserError(`The state can't be read:\n${stderr.trim()}`);
  return parseState(stdout.trim(), undefined);
}

/**
 * A state that an older version wrote may be open to everybody; Terraform keeps the mode that a file has.
 * @throws UserError when it is not a file, or another user's.
 */
function readForThisUserAlone(file: string): string {
  try {
    const text = readFileSync(file, "utf8");
    if ((statSync(file).mode & 0o077) !== 0) {
      for (const copy of [file, `${file}.backup`].filter((name) => existsSync(name))) chmodSync(copy, 0o600);
    }
    return text;
  } catch (error) {
    throw new UserError(
      `The state in ${file} can't be read: ${(error as Error).message}.\n` +
        "It must be a file that this user may read and write. Restore it, or set the tenant's backend in tenants.ts to where the state is.",
      exitCodes.notReady,
    );
  }
}

/** Absolute; `undefined` for every backend but `local`. @param folder of the stack. */
export function localStateFile(folder: string): string | undefined {
  const { terraform } = readStackDocument(folder);
  const path = terraform?.backend?.local?.path;
  return path === undefined ? undefined : resolve(folder, path);
}
