import { UserError } from "../../../stacks/errors";
import { resumeWith } from "../../live/after-apply";
import type { Commands } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { PlanRefused } from "../../terraform/plan-refused";

/** How to repeat a deploy, and how to make another plan. */
export type NextSteps =
  | { by: "command"; deploy: string; plan: string }
  /** In a workflow. A plan that the run has sealed is for one apply, whatever its outcome. */
  | { by: "workflow"; sealedPlan: boolean };

/** A plan that is made to be applied is saved. */
export function nextSteps({ plan, deploy }: Pick<Commands, "plan" | "deploy">): NextSteps {
  return { by: "command", plan: `${plan} --out <file>`, deploy };
}

/** The command to run, or what to do in the workflow. */
export function deployAgain(next: NextSteps): string {
  if (next.by === "command") return next.deploy;
  return next.sealedPlan ? planAgain(next) : "re-run this job";
}

/** A sentence for whoever has something to fix first. */
export function resumeAfterFix(next: NextSteps): string {
  return resumeWith(deployAgain(next));
}

/** A saved plan that was refused: running the verb again would only refuse it again. */
export function savedPlanRefused({ reason, exitCode }: PlanRefused, next: NextSteps): UserError {
  const exit = exitCode === exitCodes.failed ? exitCodes.problems : exitCode;
  return new UserError(`${reason}\nPlan again: ${planAgain(next)}`, exit);
}

function planAgain(next: NextSteps): string {
  return next.by === "command" ? next.plan : "re-run the planning job; the jobs after it then run again too";
}
