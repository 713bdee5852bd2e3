import { bindingAddress } from "../../../stacks/addresses";
import { UserError } from "../../../stacks/errors";
import { readStackDocument } from "../../../stacks/stack-document";
import { boundActions } from "../../auth0/bound-actions";
import type { BoundAction } from "../../auth0/entities";
import { problemsFound } from "../../live/problem";
import { readLive } from "../../live/verify-live";
import { exitCodes } from "../../support/exit-codes";
import { isFile } from "../../support/is-file";
import { withProgress } from "../../support/progress";
import { bindingIn } from "../../terraform/binding-in-plan";
import { differingBlocks } from "../../terraform/configuration";
import { type ExpectedStack, readExpectedStack } from "../../terraform/expected-stack";
import { planStale } from "../../terraform/explain";
import { type PlanDocument, type SavedPlan, showPlan } from "../../terraform/plan-document";
import { PlanRefused } from "../../terraform/plan-refused";
import { readState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import { planSerial } from "../plan/plan-serial";
import type { PreparedPlan } from "../plan/prepare";
import { repairs } from "../plan/repairs";
import { preflight } from "../preflight/preflight";

/**
 * Reads a plan that was saved earlier, to apply exactly that one. Preflight checks the tenant again, because the plan
 * does not know what has changed there since. @throws PlanRefused when it is not a plan of this tenant or stack;
 * UserError on problems.
 */
export async function openSavedPlan(workspace: Workspace, file: string): Promise<PreparedPlan> {
  const { name, folder, client, terraform } = workspace;
  if (!isFile(file)) throw new PlanRefused(`There is no plan at ${file}. Nothing was changed.`, exitCodes.notReady);
  const expected = readExpectedStack(folder);
  const [problems, document, state] = await withProgress("looking at the tenant and the plan", () => {
    const ready = terraform.init();
    const read = ready.then(() => readState(terraform));
    const shown = ready.then(() => readPlan(workspace, file));
    return Promise.all([preflight(workspace, { secrets: true, state: read }), shown, read]);
  });
  if (problems.length > 0) throw problemsFound(name, problems);
  refuseOtherPlan(workspace, document, file);
  // Terraform says so only at the apply, when somebody has read the plan and said yes.
  if ((planSerial(file) ?? state.serial) !== state.serial) throw planStale(name);
  const [live, bound] = await Promise.all([readLive(client, expected, state), boundActions(client)]);
  refuseMadeAnew(document, expected, bound, file);
  return { file, document, expected, state, live, repairs: repairs(live.findings, []) };
}

/** What is not a plan is refused with Terraform's message. */
async function readPlan({ terraform }: Workspace, file: string): Promise<SavedPlan> {
  try {
    return await showPlan(terraform, file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new PlanRefused(`${error.message}\n\nNothing was changed.`, error.exitCode);
  }
}

/** A plan carries its own configuration; what is verified afterwards is this stack, so both have to be the same. */
function refuseOtherPlan(
  { name, tenant, folder }: Workspace,
  { domain, configuration }: SavedPlan,
  file: string,
): void {
  if (domain !== tenant.domain) {
    throw new PlanRefused(
      `${file} is a plan for ${domain ?? "another stack"}, but ${name} is ${tenant.domain}. Nothing was changed.`,
    );
  }
  const differing = differingBlocks(configuration, readStackDocument(folder));
  if (differing.length === 0) return;
  throw new PlanRefused(
    `${file} was made from a different stack than the one here; they differ in\n` +
      `${differing.map((address) => `  ${address}`).join("\n")}\nNothing was changed.\n` +
      "Check out the commit that it was made from, give its artefact with --artefact, or make a new plan.",
  );
}

/**
 * A plan binds the Actions of others by the ids that they had when it was made, so it would unbind one that was deleted
 * and made again under its name since.
 */
function refuseMadeAnew(
  { changes }: PlanDocument,
  expected: ExpectedStack,
  bound: readonly BoundAction[],
  file: string,
): void {
  const trigger = changes.find(({ address, kind }) => address === bindingAddress && kind !== "none");
  if (trigger === undefined) return;
  const ours = new Set(expected.actions.map((action) => action.name));
  const planned = new Set(bindingIn(trigger).after?.map(({ id }) => id));
  const lost = bound.filter((action) => {
    return expected.order?.includes(action.name) && !ours.has(action.name) && !planned.has(action.id);
  });
  if (lost.length === 0) return;
  throw new PlanRefused(
    `${file} would unbind Actions that were replaced on the post-login trigger since it was made: ${lost.map((action) => `"${action.name}"`).join(", ")}.\n` +
      "Nothing was changed.",
  );
}
