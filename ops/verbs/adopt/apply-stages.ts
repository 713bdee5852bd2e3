import { join } from "node:path";
import { actionAddress } from "../../../stacks/addresses";
import { applyPlan } from "../../live/apply-plan";
import { findingInWords } from "../../live/finding-in-words";
import { settled } from "../../live/settled";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { type PlanDocument, showPlan } from "../../terraform/plan-document";
import { runPlan } from "../../terraform/run-plan";
import type { StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import { planChanged } from "./errors";
import type { Matches } from "./match";

export interface Adoption {
  matches: Matches;
  expected: ExpectedStack;
  /** The state as it will be: with the ids that are taken over. */
  state: StackState;
  /** The plan of everything, as it was shown. */
  file: string;
  shown: PlanDocument;
  /** For plans that are thrown away. */
  scratch: string;
  /** How long Auth0 may take to deploy one stage, in ms. */
  waitMs: number;
}

/**
 * Applies what was shown. Where both are taken over, the challenge comes first and must run before the feedback is
 * touched: our feedback reports what our challenge has marked and nothing else, while an older feedback takes either.
 * Returns Terraform's errors, or why it stopped; `undefined` when all of it is applied.
 * @throws UserError when what is left to do is not what was shown.
 */
export async function applyStages(workspace: Workspace, adoption: Adoption): Promise<string | undefined> {
  const { matches, expected, shown, file, scratch } = adoption;
  const names = new Map(expected.actions.map(({ address, name }) => [address, name]));
  // Whatever a stage plans, the trigger must be the one of the plan that was shown.
  const apply = async (plan: string) => {
    const { errors } = await applyPlan(workspace, { file: plan, document: shown }, names);
    return errors || undefined;
  };
  if (matches.mfaChallenge.kind !== "adopt" || matches.mfaFeedback.kind !== "adopt") return apply(file);

  const challenge = actionAddress("mfaChallenge");
  const [first, rest] = [join(scratch, "challenge"), join(scratch, "rest")];
  if (await runPlan(workspace, { file: first, targets: [challenge], lock: true })) {
    refuseOthers(workspace.name, await showPlan(workspace.terraform, first), shown);
    const failed = (await apply(first)) ?? (await notRunning(workspace, adoption, challenge));
    if (failed) return failed;
  }
  if (!(await runPlan(workspace, { file: rest, lock: true }))) return undefined;
  refuseOthers(workspace.name, await showPlan(workspace.terraform, rest), shown);
  return apply(rest);
}

async function notRunning({ client }: Workspace, adoption: Adoption, address: string): Promise<string | undefined> {
  const { findings } = await settled(client, adoption.expected, adoption.state, adoption.waitMs);
  const wrong = findings.find((finding) => finding.address === address);
  return wrong && `${findingInWords(wrong)}, so its feedback Action was not touched.`;
}

function refuseOthers(name: string, planned: PlanDocument, shown: PlanDocument): void {
  const known = new Set(changesOf(shown));
  if (changesOf(planned).some((change) => !known.has(change))) throw planChanged(name);
}

function changesOf({ changes }: PlanDocument): string[] {
  return changes
    .filter(({ kind, imported }) => kind !== "none" || imported)
    .map(({ kind, address }) => `${kind} ${address}`);
}
