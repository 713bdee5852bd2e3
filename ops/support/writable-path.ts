import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../stacks/errors";
import { callerPath } from "./caller-path";
import type { Environment } from "./environment";
import { exitCodes } from "./exit-codes";
import { isFile } from "./is-file";

/**
 * Where a file that the caller has named is to be written, absolute. Makes the folder that it goes into.
 * @throws UserError, before anything else was done, when this user may not write there, or a folder has that name.
 */
export function writableFile(path: string, caller: Environment): string {
  const target = writablePath(path, caller);
  if (existsSync(target) && !isFile(target)) throw notWritable(path, "it is a folder");
  return target;
}

/** The same for a file or a folder, whatever has that name now. */
export function writablePath(path: string, caller: Environment): string {
  const target = callerPath(path, caller);
  try {
    mkdirSync(dirname(target), { recursive: true });
    accessSync(dirname(target), constants.W_OK);
    return target;
  } catch (error) {
    throw notWritable(path, (error as Error).message);
  }
}

function notWritable(path: string, reason: string): UserError {
  return new UserError(
    `${path} can't be written: ${reason}.\nName another place. Nothing was done.`,
    exitCodes.notReady,
  );
}
