import type { Request } from "../workspace";

/** Stacks that were made earlier, laid out for Terraform. */
export interface EarlierStacks {
  /** For the tenant as it was configured when the stacks were made. */
  request: Request;
  /** For `openWorkspace`: a folder with one folder per tenant. Gone when the work is done. */
  stacks: string;
}

/**
 * Checks an artefact and does some work with its stacks: `deploy(request, { …, stacks })`, or a plan.
 * @throws UserError when the artefact was altered, is incomplete, was made for another domain or another state, or was
 * not yet verified in the tenant that `promotesFrom` names.
 */
export async function withArtefact<Result>(
  _request: Request,
  _folder: string,
  _work: (earlier: EarlierStacks) => Promise<Result>,
): Promise<Result> {
  throw new Error("Not there yet.");
}
