// Builds on no other verb.
import { describeProblems } from "../../live/problem";
import { printNote } from "../../support/print";
import { readState, type StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import { feedbackKey } from "./feedback-key";
import { inspect } from "./inspect";
import type { CheckedProblem } from "./inspection";
import { lookupKey } from "./lookup-key";
import { network } from "./network";
import { secrets } from "./secrets";
import { verifyService } from "./verify-service";

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
export async function preflight(workspace: Workspace, options: PreflightOptions): Promise<CheckedProblem[]> {
  const { secrets, state = readState(workspace.terraform) } = options;
  const { problems, warnings } = await inspect(workspace, { secrets, state });
  if (warnings.length > 0) printNote(`\nNot blocking, but worth a look:\n\n${describeProblems(warnings)}\n`);
  return problems;
}

/** What is wrong with the secrets alone, by their form and by what Twilio says of them; none: `[]`. Asks nothing of Auth0. */
export async function secretsPreflight(workspace: Workspace): Promise<CheckedProblem[]> {
  const among = [network, secrets, lookupKey, verifyService, feedbackKey];
  const { problems } = await inspect(workspace, { secrets: true, state: Promise.resolve(undefined) }, among);
  return problems;
}
