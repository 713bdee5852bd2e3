// Builds on plan and preflight.
import { join } from "node:path";
import { afterApply } from "../../live/after-apply";
import { applyPlan } from "../../live/apply-plan";
import { type LiveReport, liveReport, renderLive } from "../../live/live-report";
import { withoutSent } from "../../live/lost-rotation";
import { refuseDummies } from "../../live/refuse-dummies";
import { settled } from "../../live/settled";
import { readLive } from "../../live/verify-live";
import { callerPath } from "../../support/caller-path";
import { commandsFor } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { printNote } from "../../support/print";
import { withAdvice } from "../../terraform/explain";
import { PlanRefused } from "../../terraform/plan-refused";
import { refuseRescueCopy } from "../../terraform/rescue-copy";
import { readState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { type PreparedPlan, preparePlan } from "../plan/prepare";
import { renderPlan } from "../plan/render";
import { type PlanReport, reportOf } from "../plan/report";
import { deployAgain, type NextSteps, nextSteps, resumeAfterFix, savedPlanRefused } from "./next-steps";
import { openSavedPlan } from "./saved-plan";

/** Auth0 deploys in seconds; the provider gives a build six minutes. */
const WAIT_MS = 180_000;

export interface DeployOptions {
  /** A saved plan, as the caller wrote it: exactly it is applied. Absent: one is made and shown. */
  planFile?: string;
  /** A folder with one folder per tenant, synthesised earlier. Absent: they are synthesised now. */
  stacks?: string;
  /** Terraform addresses to replace, such as the secrets version's. */
  replace?: string[];
  /** Milliseconds to wait until Auth0 has deployed everything. Default: three minutes. */
  waitMs?: number;
  /** What to do next. Default: the tenant's commands. */
  next?: NextSteps;
  /** Called when the apply begins to change the tenant. */
  onStart?: () => void;
}

/** What a deploy did. */
export interface DeployResult {
  exit: number;
  outcome: "unchanged" | "applied" | "declined" | "failed";
  /** What was planned. */
  plan: PlanReport;
  /** What runs now. */
  live: LiveReport;
  /** Whether exactly the stack runs. */
  verified: boolean;
  /** Names of Actions that the apply took off the trigger; absent when it took none. */
  unbound?: string[];
  /** Terraform's words, and what they mean; only when the apply failed. */
  error?: string;
}

/** Brings a tenant to what its stack says and prints the outcome. Returns the exit code; see `runDeploy`. */
export async function deploy(invocation: Invocation, options: DeployOptions): Promise<number> {
  const { exit, ...result } = await runDeploy(invocation, options);
  invocation.output.result({ tenant: invocation.name, domain: invocation.tenant.domain, ...result });
  return exit;
}

/**
 * Preflight, plan, confirmation, apply, waiting until Auth0 runs the new versions, verification. Tells a user about it
 * unless they asked for JSON. Throws a user error, with nothing changed, when something is missing or not as it should be.
 */
export async function runDeploy(invocation: Invocation, options: DeployOptions): Promise<DeployResult> {
  const { next = nextSteps(commandsFor(invocation)) } = options;
  const file = options.planFile && callerPath(options.planFile, invocation.caller);
  return withWorkspace(invocation, { stacks: options.stacks }, async (workspace, scratch) => {
    refuseDummies(workspace);
    refuseRescueCopy(workspace);
    const waitMs = options.waitMs ?? WAIT_MS;
    const prepared = file
      ? await openSavedPlan(workspace, file)
      : await preparePlan(workspace, {
          file: join(scratch, "plan"),
          replace: options.replace ?? [],
          secrets: true,
          waitMs,
        });
    return applyAndVerify(workspace, invocation, prepared, { ...options, waitMs, next });
  }).catch((error) => {
    throw error instanceof PlanRefused && file ? savedPlanRefused(error, next) : error;
  });
}

async function applyAndVerify(
  workspace: Workspace,
  invocation: Invocation,
  prepared: PreparedPlan,
  options: DeployOptions & { waitMs: number; next: NextSteps },
): Promise<DeployResult> {
  const { next, waitMs } = options;
  const { expected, live } = prepared;
  const plan = reportOf(invocation.name, prepared);
  let gone: Pick<DeployResult, "unbound"> = {};
  const ended = (outcome: DeployResult["outcome"], report: LiveReport, error?: string): DeployResult => {
    const verified = report.findings.length === 0;
    const exit = outcome !== "failed" && verified ? exitCodes.done : exitCodes.failed;
    invocation.output.text(closing(invocation, outcome, report, next));
    return { exit, outcome, plan, live: report, verified, error, ...gone };
  };

  if (!plan.changes) return ended("unchanged", liveReport(expected, live));
  invocation.output.text(renderPlan(plan));
  if (!invocation.yes && !(await invocation.confirm(`Apply these changes to ${invocation.name}?`))) {
    return { exit: exitCodes.declined, outcome: "declined", plan, live: liveReport(expected, live), verified: false };
  }
  const names = new Map(expected.actions.map(({ address, name }) => [address, name]));
  printNote(`applying to ${invocation.name} …\n`);
  const { ok, errors, unbound } = await applyPlan(workspace, prepared, names, options);
  if (unbound.length > 0) gone = { unbound };
  const error = withAdvice(errors, invocation.name);
  const now = await afterApply(invocation.name, { ok, errors: error }, resumeAfterFix(next), async () => {
    const state = await readState(workspace.terraform);
    return ok ? settled(workspace.client, expected, state, waitMs) : readLive(workspace.client, expected, state);
  });
  if (ok) {
    const findings = withoutSent(now.findings, expected, live.actions, now.actions);
    return ended("applied", liveReport(expected, { ...now, findings }));
  }
  printNote(`\nThe apply failed:\n\n${error}\n`);
  return ended("failed", liveReport(expected, now), error);
}

/** What the user reads at the end: what runs now, and what to do if that is not what should run. */
function closing(
  { name, tenant }: Invocation,
  outcome: DeployResult["outcome"],
  live: LiveReport,
  next: NextSteps,
): string {
  const now = renderLive(live);
  if (outcome === "failed") {
    return `\nWhat runs on ${name} (${tenant.domain}) now, according to Auth0:\n${now}\n${resumeAfterFix(next)}\n`;
  }
  if (live.findings.length === 0) {
    const begin = outcome === "unchanged" ? `Nothing to do: ${name}` : `\nDeployed: ${name}`;
    return `${begin} (${tenant.domain}) runs what its stack defines.\n${now}`;
  }
  const pending = live.findings.every((finding) => finding.pending);
  const todo = pending
    ? `Auth0 has not deployed everything yet. Check again in a while: ${deployAgain(next)}`
    : `Terraform is done, but ${name} does not run what its stack defines. To repair it: ${deployAgain(next)}`;
  return `\nWhat runs on ${name} (${tenant.domain}) now, according to Auth0:\n${now}\nNext: ${todo}\n`;
}
