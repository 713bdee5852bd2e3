import { writeFileSync } from "node:fs";
import { isFile } from "../../support/is-file";
import { openSealedFile, type Seal, sealFile } from "../../support/sealed-file";
import { noSealedPlan, sealBroken } from "./errors";

/** What a sealed plan is for: it opens for nothing else. */
export interface SealedFor {
  tenant: string;
  /** The artefact's digest; `undefined` when the plan was made from the working copy. */
  artefact: string | undefined;
  /** `owner/name` and the number of the workflow's run; `undefined` outside a workflow. */
  repository: string | undefined;
  run: string | undefined;
}

/**
 * Encrypts a saved plan. It holds no secret of ours, but the Actions' code and ids, and whoever can write it decides what
 * is applied. @throws UserError when there is no key, or one that could be guessed.
 */
export function sealPlan(plan: string, target: string, purpose: SealedFor, key: string | undefined): void {
  sealFile(plan, target, sealOf(purpose), key);
}

/** Decrypts one into a file that only this user can read. @throws UserError when it is not exactly what was sealed. */
export function openSealedPlan(sealed: string, target: string, purpose: SealedFor, key: string | undefined): void {
  if (!isFile(sealed)) throw noSealedPlan(sealed);
  const plan = openSealedFile(sealed, sealOf(purpose), key);
  if (plan === undefined) throw sealBroken(sealed, purpose.tenant);
  writeFileSync(target, plan, { mode: 0o600 });
}

function sealOf({ tenant, artefact, repository, run }: SealedFor): Seal {
  return { label: "auth0-verify-feedback plan 1\n", boundTo: [tenant, artefact, repository, run] };
}
