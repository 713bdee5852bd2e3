import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../stacks/errors";
import { callerPath } from "./caller-path";
import type { Environment } from "./environment";
import { exitCodes } from "./exit-codes";

/**
 * Where something that the caller has named is to be written, absolute. Makes the folder that it goes into.
 * @throws UserError, before anything else was done, when this user may not write there.
 */
export function writablePath(path: string, caller: Environment): string {
  const target = callerPath(path, caller);
  try {
    mkdirSync(dirname(target), { recursive: true });
    accessSync(dirname(target), constants.W_OK);
    return target;
  } catch (error) {
    const reason = (error as Error).message;
    throw new UserError(
      `${path} can't be written: ${reason}.\nName another place. Nothing was done.`,
      exitCodes.notReady,
    );
  }
}
