import { rmSync } from "node:fs";
import { callerPath } from "../../support/caller-path";
import type { Invocation } from "../../support/invocation";
import { goodKey } from "../../support/sealed-file";
import { writableFile } from "../../support/writable-path";
import { StateNotWritten } from "../../terraform/rescue-copy";
import { sealState } from "../../terraform/sealed-state";
import { stateSealed } from "./errors";
import { setOutput } from "./runner";

export interface RescueOption {
  /** Where the state goes, encrypted with PLAN_KEY, when it can't be written: the machine is thrown away. */
  rescue?: string;
}

/**
 * Afterwards it would be too late to ask for a key or another place. @throws UserError without a key, with one that could
 * be guessed, or when nothing can be written there.
 */
export function requireRescue({ caller }: Pick<Invocation, "caller">, { rescue }: RescueOption): void {
  if (rescue === undefined) return;
  goodKey(caller.PLAN_KEY);
  writableFile(rescue, caller);
}

/**
 * The same error, or, where the state could not be written, the one that says where it is sealed. Sets the output
 * `rescued` then.
 */
export function rescued({ name, caller }: Invocation, { rescue }: RescueOption, error: unknown): unknown {
  if (!(error instanceof StateNotWritten) || rescue === undefined) return error;
  sealState(error.file, callerPath(rescue, caller), name, caller);
  rmSync(error.file);
  setOutput(caller, "rescued", "true");
  return stateSealed(name, error.said);
}
