import { existsSync } from "node:fs";
import type { Environment } from "../../support/environment";
import { noSealedState, stateSealBroken } from "./errors";
import { openSealedFile, type Seal, sealFile } from "./sealed-file";

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
  if (!existsSync(sealed)) throw noSealedState(sealed);
  const state = openSealedFile(sealed, sealOf(tenant, caller), caller.PLAN_KEY);
  if (state === undefined) throw stateSealBroken(sealed, tenant);
  return state;
}

function sealOf(tenant: string, { GITHUB_REPOSITORY: repository }: Environment): Seal {
  return { label: "auth0-verify-feedback state 1\n", boundTo: [tenant, repository] };
}
