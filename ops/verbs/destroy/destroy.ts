// Builds on no other verb.
import { join } from "node:path";
import { UserError } from "../../../stacks/errors";
import { boundActions } from "../../auth0/bound-actions";
import type { BoundAction } from "../../auth0/entities";
import { afterApply, resumeWith } from "../../live/after-apply";
import { type Applied, applyPlan } from "../../live/apply-plan";
import { refuseLostState } from "../../live/lost-state";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { printNote } from "../../support/print";
import { withProgress } from "../../support/progress";
import { beginChange, Stopped } from "../../support/stop";
import { withAdvice } from "../../terraform/explain";
import { forget } from "../../terraform/forget";
import { refuseRescueCopy, StateNotWritten } from "../../terraform/rescue-copy";
import { readState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { bindOnly } from "./bindings";
import { describeEnd, describeInventory, describeNothing } from "./describe";
import { type Inventory, inventory, type Leaving, planDestroy, removedBy } from "./inventory";

/** What a destroy did. */
export interface DestroyResult {
  exit: number;
  outcome: "nothing" | "declined" | "destroyed" | "failed";
  /** What was to go. */
  leaving: Leaving[];
  /** What of it is still there. */
  remaining: Leaving[];
  /** Names on the post-login trigger, in order, at the end. */
  order: string[];
  /** Terraform's words. */
  error?: string;
}

/**
 * Removes what this stack made from a tenant, and nothing else: Actions of others stay bound, in their order,
 * throughout. Prints the outcome and returns the exit code. Needs no secret. Throws a user error when something is
 * missing.
 */
export async function destroy(invocation: Invocation): Promise<number> {
  // Terraform asks for the variables here too; their values go nowhere.
  return withWorkspace(invocation, { secrets: "dummies" }, async (workspace, scratch) => {
    refuseRescueCopy(workspace);
    const { exit, ...result } = await destroyIn(workspace, invocation, join(scratch, "plan"));
    invocation.output.result({ tenant: invocation.name, domain: invocation.tenant.domain, ...result });
    return exit;
  });
}

async function destroyIn(workspace: Workspace, invocation: Invocation, file: string): Promise<DestroyResult> {
  const found = await withProgress("looking at the tenant", async () => {
    await workspace.terraform.init();
    const state = await readState(workspace.terraform);
    // An empty one is not an error: there is nothing to remove.
    if (state.actionIds.size > 0) await refuseLostState(workspace, state);
    return inventory(workspace, state);
  });
  const { leaving, forgotten, bound } = found;
  const order = bound.map(({ name }) => name);
  if (leaving.length === 0 && forgotten.length === 0) {
    invocation.output.text(describeNothing(workspace, found));
    return { exit: exitCodes.done, outcome: "nothing", leaving, remaining: [], order };
  }
  invocation.output.text(describeInventory(workspace, found));
  if (!invocation.yes && !(await invocation.confirm(`Remove this from ${invocation.name}?`))) {
    return { exit: exitCodes.declined, outcome: "declined", leaving, remaining: leaving, order };
  }
  printNote(`removing from ${invocation.name} …\n`);
  const { error, remaining, now } = await carryOut(workspace, found, file);
  if (error) printNote(`\nThe removal failed:\n\n${error}\n\n`);
  invocation.output.text(describeEnd(workspace, now, remaining));
  const done = remaining.length === 0;
  return {
    exit: done ? exitCodes.done : exitCodes.failed,
    outcome: done ? "destroyed" : "failed",
    leaving,
    remaining,
    order: now.map(({ name }) => name),
    ...(error && { error }),
  };
}

async function remove(
  workspace: Workspace,
  file: string,
  names: ReadonlyMap<string, string>,
): Promise<Pick<Applied, "ok" | "errors">> {
  const document = await planDestroy(workspace, file);
  return removedBy(document).length > 0 ? applyPlan(workspace, { file, document }, names) : { ok: true, errors: "" };
}

/** Terraform could not begin, when the trigger had been written. */
function notRemoved(name: string, error: unknown): unknown {
  if (!(error instanceof UserError) || error instanceof StateNotWritten || error instanceof Stopped) return error;
  const next = `Our Actions were taken off post-login of ${name}, and are still in the tenant. ${resumeWith(npmRun("destroy", name))}`;
  return new UserError(`${error.message}\n\n${next}`, error.exitCode);
}

function notUnbound(name: string, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const next = `Nothing was removed yet. Fix that, then npm run destroy -- ${name}. It resumes from here.`;
  return new UserError(`${error.message}\n${next}`, error.exitCode);
}

interface CarriedOut {
  /** Terraform's, with advice; empty when it went well. */
  error: string;
  remaining: Leaving[];
  now: BoundAction[];
}

/**
 * First the state forgets the trigger's list and the tenant's settings, so that Terraform does not empty the one and turn
 * off the others; then the trigger is written without ours, in one call; then the rest goes. Each step may be the last
 * one: run again, it resumes from there.
 */
async function carryOut(workspace: Workspace, { leaving, forgotten }: Inventory, file: string): Promise<CarriedOut> {
  const { client, name } = workspace;
  const ours = new Set(leaving.map(({ id }) => id));
  await forget(workspace, forgotten);
  const bound = await boundActions(client);
  const staying = bound.filter(({ id }) => !ours.has(id));
  const unbinds = staying.length < bound.length;
  if (unbinds) {
    await beginChange("taking ours off post-login");
    await bindOnly(client, staying).catch((error) => {
      throw notUnbound(name, error);
    });
    printNote("  our Actions unbound\n");
  }
  const names = new Map(leaving.map(({ address, name }) => [address, name ?? address]));
  const applied = await remove(workspace, file, names).catch((error) => {
    throw unbinds ? notRemoved(name, error) : error;
  });
  const error = withAdvice(applied.errors, name);
  const next = resumeWith(npmRun("destroy", name));
  const left = await afterApply(name, { ...applied, errors: error }, next, async () => {
    return inventory(workspace, await readState(workspace.terraform));
  });
  return { error, remaining: left.leaving, now: left.bound };
}
