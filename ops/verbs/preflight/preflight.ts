import { describeProblems, type Problem } from "../../live/problem";
import { printNote } from "../../support/print";
import { readState, type StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import { inspect } from "./inspect";

export interface PreflightOptions {
  /**
   * True looks at the secrets too: their form, the Verify service with them, and the scopes that changing a tenant takes.
   * False needs no secret and no more than credentials that may read.
   */
  secrets: boolean;
  /** What the caller reads of the state anyway; absent: it is read here. */
  state?: Promise<StackState>;
}

/**
 * Every problem that keeps the workspace's stack, which `terraform init` has made ready, from being deployed, at once;
 * none: `[]`. Changes nothing; tells warnings on stderr. Throws a user error when the state can't be read.
 */
export async function preflight(workspace: Workspace, options: PreflightOptions): Promise<Problem[]> {
  const { secrets, state = readState(workspace.terraform) } = options;
  const { problems, warnings } = await inspect(workspace, { secrets, state });
  if (warnings.length > 0) printNote(`\nNot blocking, but worth a look:\n\n${describeProblems(warnings)}\n`);
  return problems;
}
