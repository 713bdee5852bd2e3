import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { withoutOwnSecrets } from "../../support/own-secrets";
import { withScratch } from "../../support/scratch";
import { writableFile } from "../../support/writable-path";
import { withArtefact } from "../artefact/with-artefact";
import { describePlan, makePlan } from "../plan/plan";
import { keepComment } from "./comment";
import { githubFrom } from "./github";
import { planFailure, planReport } from "./plan-report";
import { readyForWorkflow } from "./ready";
import { addSummary, annotated, pullRequestOf, setOutput, whereOf, withoutCommands } from "./runner";
import { type SealedFor, sealPlan } from "./sealed-plan";

export interface CiPlanOptions {
  /** An artefact's folder, as the caller wrote it. Absent: what stands here is planned. */
  artefact?: string;
  /** Where the encrypted plan goes; an empty file where it changes nothing. Absent: it is thrown away. */
  seal?: string;
}

/**
 * Plans in a workflow: on the page of the run and, for a pull request, in the tenant's comment, also when it fails. Sets
 * the output `changes`. Returns the exit code: 0 with and without changes.
 */
export async function ciPlan(invocation: Invocation, options: CiPlanOptions): Promise<number> {
  const { name, caller } = invocation;
  return annotated(invocation, titleOf(invocation), async () => {
    const planned = await plannedOrSaid(invocation, options);
    if (planned) {
      const { changes, text } = planned;
      await publish(invocation, planReport({ tenant: name, changes }, text, whereOf(caller)));
    }
    setOutput(caller, "changes", String(planned?.changes ?? false));
    return exitCodes.done;
  });
}

function titleOf({ name }: Invocation): string {
  return `Plan of ${name}`;
}

/** `undefined` when there is nothing to plan. @throws UserError, after it was written where the plan would have been. */
async function plannedOrSaid(
  invocation: Invocation,
  options: CiPlanOptions,
): Promise<{ changes: boolean; text: string } | undefined> {
  const { name, caller } = invocation;
  try {
    if (!readyForWorkflow(invocation)) return undefined;
    return await withoutCommands(invocation, () => planAndSeal(invocation, options));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // A comment that GitHub refuses is reported too, but the error that counts is why there is no plan.
    await annotated(invocation, titleOf(invocation), () => {
      return publish(invocation, planFailure(name, error.message, whereOf(caller)));
    }).catch((second) => {
      if (!(second instanceof UserError)) throw second;
    });
    throw error;
  }
}

async function planAndSeal({ caller, ...invocation }: Invocation, { artefact, seal }: CiPlanOptions) {
  const inner = { ...invocation, caller: withoutOwnSecrets(caller) };
  const target = seal === undefined ? undefined : writableFile(seal, caller);
  return withScratch("ci-plan", async (scratch) => {
    const out = join(scratch, "plan");
    const make = async (from: Invocation, stacks?: string, digest?: string) => {
      const { report, pending } = await makePlan(from, { out, stacks });
      const text = describePlan(report, pending);
      invocation.output.result({ ...report, pending }, text);
      if (target !== undefined && report.changes)
        sealPlan(out, target, sealedFor(invocation.name, digest, caller), caller.PLAN_KEY);
      // In place of a plan that was made before.
      else if (target !== undefined) writeFileSync(target, "");
      return { changes: report.changes, text };
    };
    if (artefact === undefined) return make(inner);
    return withArtefact(inner, artefact, (earlier, { manifest }) => {
      return make(earlier.invocation, earlier.stacks, manifest.digest);
    });
  });
}

/** What a plan that is sealed in this run is for. */
export function sealedFor(tenant: string, artefact: string | undefined, caller: Invocation["caller"]): SealedFor {
  return { tenant, artefact, repository: caller.GITHUB_REPOSITORY, run: caller.GITHUB_RUN_ID };
}

async function publish({ name, caller }: Invocation, markdown: string): Promise<void> {
  addSummary(caller, markdown);
  const pullRequest = pullRequestOf(caller);
  if (pullRequest) await keepComment(githubFrom(caller), pullRequest.number, `plan of ${name}`, markdown);
}
