import { UserError } from "../../../stacks/errors";
import { type Problem, problemFrom } from "../../live/problem";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { withProgress } from "../../support/progress";
import { readState, type StackState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { checks } from "./checks";
import { inspect } from "./inspect";
import type { Inspection } from "./inspection";
import { outcomeOf, renderInspection } from "./report";
import { terraformReady } from "./terraform";

/** Inspects a tenant and prints what it found. Returns the exit code. */
export async function runPreflight(invocation: Invocation, options: { secrets: boolean }): Promise<number> {
  const { name, tenant } = invocation;
  const inspection = await withWorkspace(invocation, { placeholder: true }, (workspace) => {
    return withProgress("checking Terraform, the tenant and Twilio", () => whole(workspace, options));
  });
  const of = [name, tenant.domain, inspection] as const;
  invocation.output.result(documentOf(...of), renderInspection(...of));
  return inspection.problems.length === 0 ? exitCodes.done : exitCodes.problems;
}

async function whole(workspace: Workspace, { secrets }: { secrets: boolean }): Promise<Inspection> {
  const terraform = terraformAndState(workspace);
  try {
    return await inspect(workspace, {
      secrets,
      state: terraform.then(({ state }) => state),
      terraform: terraform.then(({ problems }) => problems),
    });
  } finally {
    await terraform;
  }
}

async function terraformAndState({ terraform }: Workspace): Promise<{ problems: Problem[]; state?: StackState }> {
  const problems = await terraformReady(terraform);
  if (problems.length > 0) return { problems };
  try {
    return { problems, state: await readState(terraform) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [problemFrom("the backend of the state", error)] };
  }
}

function documentOf(tenant: string, domain: string, inspection: Inspection) {
  const { problems, warnings, skipped } = inspection;
  const outcomes = checks.map(({ name }) => {
    return { check: name, outcome: outcomeOf(name, inspection), reason: skipped[name] };
  });
  return { tenant, domain, ready: problems.length === 0, problems, warnings, checks: outcomes };
}
