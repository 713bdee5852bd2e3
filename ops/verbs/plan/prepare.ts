import type { Finding } from "../../live/finding";
import { problemsFound } from "../../live/problem";
import { settled } from "../../live/settled";
import { type LiveStack, readLive } from "../../live/verify-live";
import { withProgress } from "../../support/progress";
import { type ExpectedStack, readExpectedStack } from "../../terraform/expected-stack";
import { type PlanDocument, showPlan } from "../../terraform/plan-document";
import { runPlan } from "../../terraform/run-plan";
import { readState, type StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import { preflight } from "../preflight/preflight";
import { repairs } from "./repairs";

export interface PrepareOptions {
  /** Absolute; where the plan is saved. */
  file: string;
  /** Terraform addresses to replace. */
  replace: string[];
  /** True: the secrets are real and are checked. False: dummies take their place, and no lock is taken. */
  secrets: boolean;
  /** Milliseconds to wait while Auth0 is still deploying what an earlier run sent. */
  waitMs: number;
}

/** A saved plan, and what it starts from. */
export interface PreparedPlan {
  file: string;
  /** Empty when there is nothing to do. */
  document: PlanDocument;
  expected: ExpectedStack;
  state: StackState;
  live: LiveStack;
  /** What the plan repairs although Terraform sees no difference, by the address that it replaces. */
  repairs: ReadonlyMap<string, Finding[]>;
}

const nothing: PlanDocument = { domain: undefined, changes: [], leftovers: [], drifted: new Set() };

/**
 * Preflight and plan, at the same time; then what is live, and a second plan when there is something to repair that the
 * first leaves as it is. @throws UserError with preflight's problems, all of them, or Terraform's refusal.
 */
export async function preparePlan(workspace: Workspace, options: PrepareOptions): Promise<PreparedPlan> {
  const { folder, client } = workspace;
  const expected = readExpectedStack(folder);
  const { changes, state, first } = await withProgress("looking at the tenant and planning", () => {
    return checkedPlan(workspace, expected, options);
  });
  const pending = first.findings.some((finding) => finding.pending);
  const live = pending ? await settled(client, expected, state, options.waitMs) : first;
  const document = changes ? await showPlan(workspace.terraform, options.file) : nothing;
  const needed = repairs(live.findings, document.changes);
  const found = { file: options.file, expected, state, live, repairs: needed };
  if (needed.size === 0) return { ...found, document };
  await withProgress("planning the repair", () => {
    return runPlan(workspace, { ...planning(options), replace: [...options.replace, ...needed.keys()] });
  });
  return { ...found, document: await showPlan(workspace.terraform, options.file) };
}

async function checkedPlan(workspace: Workspace, expected: ExpectedStack, options: PrepareOptions) {
  const { terraform, client } = workspace;
  const ready = terraform.init();
  // Terraform is started first: it takes the longest, and the rest runs meanwhile.
  const plan = ready.then(() => runPlan(workspace, planning(options)));
  const state = ready.then(() => readState(terraform));
  const [initialised, problems, planned, read, live] = await Promise.allSettled([
    ready,
    state.then(() => preflight(workspace, { secrets: options.secrets, state })),
    plan,
    state,
    state.then((known) => readLive(client, expected, known)),
  ]);
  if (initialised.status === "rejected") throw initialised.reason;
  // In this order: what preflight says of a missing secret is clearer than what Terraform says of it.
  if (problems.status === "rejected") throw problems.reason;
  if (problems.value.length > 0) throw problemsFound(workspace.name, problems.value);
  if (planned.status === "rejected") throw planned.reason;
  if (read.status === "rejected") throw read.reason;
  if (live.status === "rejected") throw live.reason;
  return { changes: planned.value, state: read.value, first: live.value };
}

function planning({ file, replace, secrets }: PrepareOptions) {
  return { file, replace, lock: secrets };
}
