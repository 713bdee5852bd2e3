import { logStreamAddress, logStreamTokenAddress, nextLogStreamTokenAddress } from "../../../stacks/addresses";
import { applyPlan } from "../../live/apply-plan";
import { withProgress } from "../../support/progress";
import { explained } from "../../terraform/explain";
import { type PlanDocument, showPlan } from "../../terraform/plan-document";
import { runPlan } from "../../terraform/run-plan";
import type { Workspace } from "../../terraform/workspace";
import { planTouchesMore } from "./stream-token-errors";

/** What each step replaces, and what follows from it. */
const steps = {
  renew: { replace: nextLogStreamTokenAddress, target: nextLogStreamTokenAddress },
  use: { replace: logStreamTokenAddress, target: logStreamAddress },
} as const;

/** A plan that changes a token and nothing else. */
export interface PlannedToken {
  file: string;
  document: PlanDocument;
}

/** @throws UserError when the plan would change more than the token and the stream that sends it. */
export async function planToken(workspace: Workspace, step: keyof typeof steps, file: string): Promise<PlannedToken> {
  const { replace, target } = steps[step];
  return withProgress("planning", async () => {
    await runPlan(workspace, { file, replace: [replace], targets: [target], lock: true });
    const document = await showPlan(workspace.terraform, file);
    const besides = document.changes
      .filter(({ kind, imported }) => kind !== "none" || imported)
      .filter(({ address, before, after }) => address !== replace && !isTokenAlone(address, before, after))
      .map(({ address }) => address);
    if (besides.length > 0) throw planTouchesMore(workspace.name, besides);
    return { file, document };
  });
}

/** @throws UserError with Terraform's words when it fails. */
export async function applyToken(workspace: Workspace, plan: PlannedToken): Promise<void> {
  const { ok, errors } = await applyPlan(workspace, plan, new Map());
  if (!ok) throw explained("apply", errors, workspace.name);
}

/** Whether the stream changes in what it sends as its authorization, and in nothing else. */
function isTokenAlone(
  address: string,
  before: PlanDocument["changes"][number]["before"],
  after: PlanDocument["changes"][number]["after"],
): boolean {
  if (address !== logStreamAddress || before === undefined || after === undefined) return false;
  const rest = ({ sink, ...attributes }: Record<string, unknown>) => {
    const [{ http_authorization: _, ...others } = {}] = sink as Record<string, unknown>[];
    return JSON.stringify([attributes, others]);
  };
  return rest(before) === rest(after);
}
