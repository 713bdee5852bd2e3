// Builds on plan and preflight.
import { join } from "node:path";
import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { bindingAddress } from "../../../stacks/addresses";
import { afterApply, resumeWith } from "../../live/after-apply";
import { type LiveReport, liveReport } from "../../live/live-report";
import { problemsFound } from "../../live/problem";
import { refuseDummies } from "../../live/refuse-dummies";
import { settled } from "../../live/settled";
import { readLive } from "../../live/verify-live";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { printNote } from "../../support/print";
import { withProgress } from "../../support/progress";
import { whateverHappens } from "../../support/scratch";
import { withAdvice } from "../../terraform/explain";
import { forget } from "../../terraform/forget";
import { type ImportBlock, removeImports, writeImports } from "../../terraform/imports";
import { showPlan } from "../../terraform/plan-document";
import { refuseRescueCopy } from "../../terraform/rescue-copy";
import { runPlan } from "../../terraform/run-plan";
import { readState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { type PlanReport, reportOf } from "../plan/report";
import { preflight } from "../preflight/preflight";
import { type Adoption, applyStages } from "./apply-stages";
import { adoptCommand, type Choice, parseChoices } from "./choices";
import { describeEnd, describeMatch, describeNothing, describePlan } from "./describe";
import { forgetUntrue } from "./forget";
import { importBlocks } from "./import-blocks";
import { lookAround, type Surroundings } from "./look-around";

/** Auth0 deploys in seconds; the provider gives a build six minutes. */
const WAIT_MS = 180_000;

export interface AdoptOptions {
  /** What a user said of ours, each as `mfaChallenge=Trigger MFA`; see `parseChoices`. */
  action: string[];
}

/** What an adoption did. */
export interface AdoptResult {
  exit: number;
  outcome: "nothing" | "declined" | "adopted" | "failed";
  /** What was found of ours; `id` and `name` are those in Auth0 before, `null` for one that is created. */
  found: { action: FeedbackKey; becomes: string; id: string | null; name: string | null }[];
  /** Terraform's, as they stood in `imports.tf.json`. */
  imports: ImportBlock[];
  plan?: PlanReport;
  live?: LiveReport;
  /** Terraform's words, or why it stopped. */
  error?: string;
}

/**
 * Takes over the Actions that somebody made by hand: finds them, writes their import blocks, shows the plan, asks, and
 * applies it. Each is replaced in place under its own id, so no code goes unreported or is reported twice meanwhile.
 * Prints the outcome and returns the exit code. Throws a user error, with nothing changed, if something prevents it.
 */
export async function adopt(invocation: Invocation, options: AdoptOptions): Promise<number> {
  const choices = parseChoices(options.action);
  return withWorkspace(invocation, {}, async (workspace, scratch) => {
    refuseDummies(workspace);
    refuseRescueCopy(workspace);
    const { exit, ...result } = await whateverHappens(
      () => adoptIn(workspace, invocation, choices, scratch),
      () => removeImports(workspace.folder),
    );
    invocation.output.result({ tenant: invocation.name, domain: invocation.tenant.domain, ...result });
    return exit;
  });
}

async function adoptIn(
  workspace: Workspace,
  invocation: Invocation,
  choices: ReadonlyMap<FeedbackKey, Choice>,
  scratch: string,
): Promise<AdoptResult> {
  const around = await withProgress("looking for the Actions", async () => {
    removeImports(workspace.folder);
    await workspace.terraform.init();
    return lookAround(workspace, choices);
  });
  const found = foundIn(around);
  if (!feedbackKeys.some((key) => around.matches[key].kind === "adopt")) {
    invocation.output.text(describeNothing(workspace, around));
    return { exit: exitCodes.done, outcome: "nothing", found, imports: [] };
  }
  invocation.output.text(describeMatch(workspace, around));
  const { imports, plan, ...adoption } = await withProgress("planning", () => prepare(workspace, around, scratch));
  invocation.output.text(describePlan(around, plan));
  if (!invocation.yes && !(await invocation.confirm(`Take them over and apply these changes to ${invocation.name}?`))) {
    return { exit: exitCodes.declined, outcome: "declined", found, imports, plan };
  }
  const { live, error } = await carryOut(workspace, adoption);
  if (error) printNote(`\nThe adoption stopped:\n\n${error}\n\n`);
  invocation.output.text(describeEnd(workspace, live, error !== undefined, adoptCommand(invocation.name, choices)));
  const done = error === undefined && live.findings.length === 0;
  return {
    exit: done ? exitCodes.done : exitCodes.failed,
    outcome: error === undefined ? "adopted" : "failed",
    found,
    imports,
    plan,
    live,
    error,
  };
}

function foundIn({ matches, names, actions }: Surroundings): AdoptResult["found"] {
  return feedbackKeys.map((key) => {
    const match = matches[key];
    const id = match.kind === "adopt" ? match.action.id : match.kind === "held" ? match.id : undefined;
    const name = actions.find((action) => action.id === id)?.name;
    return { action: key, becomes: names[key], id: id ?? null, name: name ?? null };
  });
}

interface Prepared extends Adoption {
  imports: ImportBlock[];
  plan: PlanReport;
}

async function prepare(workspace: Workspace, around: Surroundings, scratch: string): Promise<Prepared> {
  const { name, folder, client, terraform } = workspace;
  const { expected, matches } = around;
  const imports = importBlocks(folder, matches, around.state.addresses.includes(bindingAddress));
  writeImports(folder, imports);
  // It counts what the import blocks name among ours.
  const problems = await preflight(workspace, { secrets: true, state: Promise.resolve(around.state) });
  if (problems.length > 0) throw problemsFound(name, problems);
  await forget(workspace, around.untrue);
  const file = join(scratch, "plan");
  await runPlan(workspace, { file, lock: true });
  const shown = await showPlan(terraform, file);
  const taken = imports.filter(({ to }) => to.startsWith("auth0_action.")).map(({ to, id }) => [to, id] as const);
  const state = { ...around.state, actionIds: new Map([...around.state.actionIds, ...taken]) };
  const live = { ...(await readLive(client, expected, state)), order: orderWithOurNames(around) };
  const plan = reportOf(name, { file, document: shown, expected, state, live, repairs: new Map() });
  return { imports, plan, matches, expected, state, file, shown, scratch, waitMs: WAIT_MS };
}

/** What is taken over counts under the name that it gets, so that the plan shows another order only where there is one. */
function orderWithOurNames({ actions, matches, names }: Surroundings): string[] {
  const nameOf = (id: string) => {
    return feedbackKeys.find((key) => {
      const match = matches[key];
      return match.kind === "adopt" && match.action.id === id;
    });
  };
  return actions
    .filter(({ position }) => position !== undefined)
    .map(({ id, name }) => {
      const key = nameOf(id);
      return key === undefined ? name : names[key];
    });
}

async function carryOut(workspace: Workspace, adoption: Adoption): Promise<{ live: LiveReport; error?: string }> {
  const { name, client, terraform } = workspace;
  const { expected, matches } = adoption;
  printNote(`applying to ${name} …\n`);
  const failed = await applyStages(workspace, adoption);
  const ok = failed === undefined;
  const error = ok ? "" : withAdvice(failed, name);
  const live = await afterApply(name, { ok, errors: error }, resumeWith(npmRun("adopt", name)), async () => {
    const after = await readState(terraform);
    const state = { ...after, actionIds: new Map([...adoption.state.actionIds, ...after.actionIds]) };
    return ok ? settled(client, expected, state, WAIT_MS) : readLive(client, expected, state);
  });
  if (ok) return { live: liveReport(expected, live) };
  await forgetUntrue(workspace, matches, live);
  return { live: liveReport(expected, live), error };
}
