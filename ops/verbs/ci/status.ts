import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { codeBlock, cutForComment } from "../../support/markdown";
import { withoutOwnSecrets } from "../../support/own-secrets";
import type { Period } from "../../support/period";
import { withProgress } from "../../support/progress";
import { withWorkspace } from "../../terraform/workspace";
import { describeStatus } from "../status/describe-status";
import { readStatus, type StatusReport } from "../status/status";
import { readyForWorkflow } from "./ready";
import { addSummary, annotate, annotated, whereOf, withoutCommands } from "./runner";

/**
 * Writes what runs, how codes convert and what failed onto the page of a workflow's run. Returns the exit code, 0 whatever
 * it found: `ci-drift` is what looks for differences. Throws a user error when the tenant can't be read.
 */
export async function ciStatus(invocation: Invocation, { since }: { since: Period }): Promise<number> {
  const { name, caller } = invocation;
  const title = `Status of ${name}`;
  return annotated(invocation, title, async () => {
    try {
      if (!readyForWorkflow(invocation)) return exitCodes.done;
      const report = await withProgress(`asking ${name} and Twilio`, () => {
        const inner = { ...invocation, caller: withoutOwnSecrets(caller) };
        return withWorkspace(inner, {}, (workspace) => readStatus(workspace, since));
      });
      const text = describeStatus(report);
      await withoutCommands(invocation, async () => invocation.output.result(report, text));
      addSummary(caller, `### ${headline(report)}\n\n${codeBlock(cutForComment(text))}\n${whereOf(caller)}`);
      const silent = silence(report);
      if (silent !== undefined) annotate(invocation, "warning", title, silent);
      return exitCodes.done;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      addSummary(caller, `### ${title}: not known\n\n${codeBlock(error.message)}\n${whereOf(caller)}`);
      throw error;
    }
  });
}

function headline({ tenant, verify, troubles }: StatusReport): string {
  const conversion =
    "unavailable" in verify
      ? "conversion not known"
      : verify.total.attempts === 0
        ? "no codes sent"
        : `${verify.total.conversionRate.toFixed(1)} % of ${verify.total.attempts} codes reported`;
  const failures =
    "unavailable" in troubles
      ? "failures not known"
      : `${troubles.troubles.reduce((sum, { count }) => sum + count, 0)} failures`;
  return `Status of ${tenant}: ${conversion}, ${failures}`;
}

/** Reports that have stopped show nowhere else: logins go on without them. */
function silence({ verify, period }: StatusReport): string | undefined {
  if ("unavailable" in verify || verify.total.attempts === 0 || verify.total.converted > 0) return undefined;
  return `none of the ${verify.total.attempts} codes sent since ${period.since} was reported as used`;
}
