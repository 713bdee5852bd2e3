import { UserError } from "../../../stacks/errors";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { codeBlock } from "../../support/markdown";
import { withoutOwnSecrets } from "../../support/own-secrets";
import { withProgress } from "../../support/progress";
import { describeDrift } from "../drift/describe-drift";
import { driftGone, driftIssue } from "../drift/drift-issue";
import { readDrift } from "../drift/read-drift";
import { githubFrom } from "./github";
import { closeIssue, type IssueOutcome, keepIssue } from "./issue";
import { readyForWorkflow } from "./ready";
import { addSummary, annotated, whereOf, withoutCommands } from "./runner";

/**
 * Looks for drift in a workflow, and keeps the tenant's one issue: opened, brought up to date, closed. Gives the exit
 * code, 0 with and without drift. Throws a user error, with the issue left as it is, when it can't be found out.
 */
export async function ciDrift(invocation: Invocation): Promise<number> {
  return annotated(invocation, `Drift of ${invocation.name}`, async () => {
    await findAndSay(invocation);
    return exitCodes.done;
  });
}

async function findAndSay(invocation: Invocation): Promise<void> {
  const { name, caller, output } = invocation;
  const found = await readOrSay(invocation);
  if (found === undefined) return;
  const { github, drift } = found;
  const text = describeDrift(drift);
  // Before GitHub is asked, which may say no.
  addSummary(caller, `### Drift of ${name}: ${drift.findings.length > 0 ? "yes" : "none"}\n\n${codeBlock(text)}`);
  await withoutCommands(invocation, async () => output.text(`${text}\n`));
  const marker = `drift of ${name}`;
  const outcome =
    drift.findings.length > 0
      ? await keepIssue(github, marker, driftIssue(drift))
      : await closeIssue(github, marker, `${driftGone(drift)}\n\n${whereOf(caller)}`);
  output.result({ ...drift, issue: outcome }, said[outcome]);
}

const said: Readonly<Record<IssueOutcome, string>> = {
  opened: "An issue was opened about it.\n",
  updated: "The open issue about it was updated.\n",
  unchanged: "The open issue about it already says so.\n",
  closed: "The issue about an earlier drift was closed.\n",
  none: "",
};

/** `undefined` when there is nothing to look at. @throws UserError, after it was written on the run's page. */
async function readOrSay(invocation: Invocation) {
  const { name, caller } = invocation;
  try {
    if (!readyForWorkflow(invocation)) return undefined;
    const github = githubFrom(caller);
    const inner = { ...invocation, caller: withoutOwnSecrets(caller) };
    const drift = await withProgress(`comparing ${name} with what was deployed`, () => readDrift(inner));
    return { github, drift };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    addSummary(caller, `### Drift of ${name}: not known\n\n${codeBlock(error.message)}`);
    throw error;
  }
}
