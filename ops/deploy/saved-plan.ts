import { existsSync } from "node:fs";
import { UserError } from "../../stacks/errors";
import { type PlanDocument, showPlan } from "../plan/plan-document";
import type { PreparedPlan } from "../plan/prepare";
import { repairs } from "../plan/repairs";
import { preflight } from "../preflight/preflight";
import { problemsFound } from "../preflight/problem";
import { withProgress } from "../progress";
import { type ExpectedStack, readExpectedStack } from "../stack/expected-stack";
import { readState } from "../terraform/state";
import { readLive } from "../verify/verify-live";
import type { Workspace } from "../workspace";

/**
 * Reads a plan that was saved earlier, to apply exactly it. Preflight looks at the tenant again: what has changed there
 * since, the plan does not know. @throws UserError when it is no plan of this tenant or of this stack, or on problems.
 */
export async function openSavedPlan(workspace: Workspace, file: string): Promise<PreparedPlan> {
  const { name, folder, client, terraform } = workspace;
  if (!existsSync(file))
    throw new UserError(`There is no plan at ${file}. Make it: npm run plan -- ${name} --out ${file}`);
  const expected = readExpectedStack(folder);
  const [problems, document, state] = await withProgress("looking at the tenant and the plan", () => {
    const ready = terraform.init();
    const read = ready.then(() => readState(terraform));
    const shown = ready.then(() => showPlan(terraform, file));
    return Promise.all([preflight(workspace, { secrets: true, state: read }), shown, read]);
  });
  if (problems.length > 0) throw problemsFound(name, problems);
  refuseOtherPlan(workspace, document, expected, file);
  const live = await readLive(client, expected, state);
  return { file, document, expected, state, live, repairs: repairs(live.findings, []) };
}

/** A plan carries its own configuration; what is verified afterwards is this stack, so both have to be the same. */
function refuseOtherPlan({ name }: Workspace, document: PlanDocument, expected: ExpectedStack, file: string): void {
  if (document.domain !== expected.domain) {
    throw new UserError(
      `${file} is a plan for ${document.domain ?? "another stack"}, but ${name} is ${expected.domain}. Nothing was changed.`,
    );
  }
  const planned = document.changes.filter(({ type, after }) => type === "auth0_action" && after !== undefined);
  const said = (action: { name: string; code: string }) => JSON.stringify([action.name, action.code]);
  const [theirs, ours] = [planned.map(({ after }) => said(after)), expected.actions.map(said)].map((list) =>
    list.sort(),
  );
  if (JSON.stringify(theirs) === JSON.stringify(ours)) return;
  throw new UserError(
    `${file} was made from other Actions than those here. Nothing was changed.\n` +
      `Check out the commit that it was made from, or give its artefact with --artefact, or plan again: npm run plan -- ${name} --out <file>`,
  );
}
