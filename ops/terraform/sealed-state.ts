import { UserError } from "../../stacks/errors";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";
import { isFile } from "../support/is-file";
import { openSealedFile, type Seal, sealFile } from "../support/sealed-file";

/**
 * Encrypts the state that an apply could not write, for `push-state` of the same tenant in the same repository, in
 * whichever run. Terraform itself refuses a state that is older than the one that it would replace.
 * @throws UserError when there is no PLAN_KEY, or one that could be guessed.
 */
export function sealState(state: string, target: string, tenant: string, caller: Environment): void {
  sealFile(state, target, sealOf(tenant, caller), caller.PLAN_KEY);
}

/** @throws UserError when there is none, or it is not exactly what was sealed. */
export function openSealedState(sealed: string, tenant: string, caller: Environment): Buffer {
  if (!isFile(sealed)) throw noSealedState(sealed);
  const state = openSealedFile(sealed, sealOf(tenant, caller), caller.PLAN_KEY);
  if (state === undefined) throw stateSealBroken(sealed, tenant);
  return state;
}

function sealOf(tenant: string, { GITHUB_REPOSITORY: repository }: Environment): Seal {
  return { label: "auth0-verify-feedback state 1\n", boundTo: [tenant, repository] };
}

function noSealedState(file: string): UserError {
  return new UserError(
    `There is no sealed state at ${file}.\nA run of the workflow that could not write the state keeps it as its artefact state-of-<tenant>.`,
    exitCodes.notReady,
  );
}

function stateSealBroken(file: string, name: string): UserError {
  return new UserError(
    `${file} can't be opened as a state of ${name}. It was changed, or sealed for another tenant, by another repository, or\n` +
      "with another PLAN_KEY. Nothing was changed.",
    exitCodes.problems,
  );
}
