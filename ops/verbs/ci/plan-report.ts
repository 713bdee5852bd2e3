import { codeBlock, cutForComment } from "../../support/markdown";
import type { PlanReport } from "../plan/report";

/**
 * A plan as the comment on a pull request and the page of a run show it.
 * @param text the plan as `npm run plan` prints it.
 * @param where commit and run, in Markdown.
 */
export function planReport(report: Pick<PlanReport, "tenant" | "changes">, text: string, where: string): string {
  const said = report.changes ? "changes" : "no changes";
  return `### Plan of ${report.tenant}: ${said}\n\n${codeBlock(cutForComment(text), "diff")}\n${where}\n`;
}

/** The same where there is none, so that an older plan does not pass for the newest. @param message for the user. */
export function planFailure(tenant: string, message: string, where: string): string {
  return `### Plan of ${tenant}: not made, something has to be fixed first\n\n${codeBlock(cutForComment(message))}\n${where}\n`;
}
