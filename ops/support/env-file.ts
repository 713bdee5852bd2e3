import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { UserError } from "../../stacks/errors";
import { repoRoot } from "../../stacks/repo-root";
import { envFileProblem } from "./env-file-problem";
import type { Environment } from "./environment";
import { exitCodes } from "./exit-codes";

/** Permission bits that let the group or everybody read a file. */
const READABLE_BY_OTHERS = 0o044;

/**
 * The variables in `.env.<tenant>` beside `tenants.ts`; none when there is no such file. It is git-ignored.
 * @throws UserError when it can't be read, when others on this machine can, or when a line of it says nothing.
 */
export function readEnvFile(tenant: string, folder: string = repoRoot): Environment {
  const file = join(folder, `.env.${tenant}`);
  const text = readIfThere(file);
  if (text === undefined) return {};
  refuseReadableByOthers(file);
  const problem = envFileProblem(text);
  if (problem !== undefined) throw notReady(`${file}: ${problem}`);
  return parseEnv(withoutByteOrderMark(text).toString("utf8"));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw notReady(
      `${file} can't be read: ${(error as Error).message}.\nIt must be a file of lines NAME=value, like .env.example; or remove it.`,
    );
  }
}

/** Windows has no such bits. */
function refuseReadableByOthers(file: string): void {
  if (process.platform === "win32" || (statSync(file).mode & READABLE_BY_OTHERS) === 0) return;
  throw notReady(`${file} holds secrets, and other users of this machine can read it.\nRun: chmod 600 ${file}`);
}

/** Editors on Windows write one; read as text, it would become part of the first name. */
function withoutByteOrderMark(text: Buffer): Buffer {
  return text[0] === 0xef && text[1] === 0xbb && text[2] === 0xbf ? text.subarray(3) : text;
}

function notReady(message: string): UserError {
  return new UserError(message, exitCodes.notReady);
}
