import { rmSync } from "node:fs";
import { callerPath } from "../../support/caller-path";
import type { Invocation } from "../../support/invocation";
import { goodKey } from "../../support/sealed-file";
import { StateNotWritten } from "../../terraform/rescue-copy";
import { sealState } from "../../terraform/sealed-state";
import { stateSealed } from "./errors";
import { setOutput } from "./runner";

export interface RescueOption {
  /** Where the state goes, encrypted with PLAN_KEY, when it can't be written: the machine is thrown away. */
  rescue?: string;
}

/** Afterwards it would be too late to ask for a key. @throws UserError without one, or with one that could be guessed. */
export function requireRescueKey({ caller }: Pick<Invocation, "caller">, { rescue }: RescueOption): void {
  if (rescue !== undefined) goodKey(caller.PLAN_KEY);
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
