// Builds on artefact, deploy, drift, plan and status.
import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { codeBlock } from "../../support/markdown";
import { withoutOwnSecrets } from "../../support/own-secrets";
import { readyForWorkflow } from "./ready";
import { type RescueOption, requireRescue, rescued } from "./rescue";
import { addSummary, annotate, annotated, whereOf, withoutCommands } from "./runner";

/**
 * Runs a verb in a workflow, and says on the run's page how it ended. What the verb prints is in the log. Returns the
 * verb's exit code; 0 while the tenant's domain is the placeholder. A state that can't be written is sealed.
 * @param title e.g. `Rotation of dev`.
 */
export function runVerb(
  invocation: Invocation,
  title: string,
  options: RescueOption,
  verb: (invocation: Invocation) => Promise<number>,
): Promise<number> {
  const { caller } = invocation;
  return annotated(invocation, title, async () => {
    try {
      if (!readyForWorkflow(invocation)) return exitCodes.done;
      requireRescue(invocation, options);
      const exit = await withoutCommands(invocation, () => verb({ ...invocation, caller: withoutOwnSecrets(caller) }));
      const failed = exit !== exitCodes.done;
      if (failed) annotate(invocation, "error", title, "failed; the log says why");
      addSummary(caller, `### ${title}: ${failed ? "failed; the log says why" : "done"}\n\n${whereOf(caller)}`);
      return exit;
    } catch (thrown) {
      const error = rescued(invocation, options, thrown);
      if (!(error instanceof UserError)) throw error;
      addSummary(caller, `### ${title}: failed\n\n${codeBlock(error.message)}\n${whereOf(caller)}`);
      throw error;
    }
  });
}
