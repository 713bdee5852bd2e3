import { afterApply } from "../../live/after-apply";
import { applyPlan } from "../../live/apply-plan";
import { type FindingDocument, findingDocument, findingInWords } from "../../live/finding-in-words";
import { type LiveStack, readLive } from "../../live/verify-live";
import { verifyProblems } from "../../live/verify-service";
import { npmRun } from "../../support/commands";
import type { Invocation } from "../../support/invocation";
import { printNote } from "../../support/print";
import { withProgress } from "../../support/progress";
import { isStopped, pause } from "../../support/stop";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { withAdvice } from "../../terraform/explain";
import type { PlanDocument } from "../../terraform/plan-document";
import { readState, type StackState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import type { Credentials } from "./compare-credentials";
import { credentialLines } from "./describe-credentials";
import { type RotatedAction, rotatedActions } from "./rotated";

/** How long Auth0 may take to run the new versions. */
const LIMIT_MS = 180_000;
const WAIT_MS = 1000;

/** What a rotation did. */
export interface Rotation {
  tenant: string;
  domain: string;
  outcome: "rotated" | "failed" | "declined";
  /** An earlier rotation that the state remembers and that never reached Auth0. */
  lostBefore: FindingDocument[];
  actions: RotatedAction[];
  /** The public parts of the credentials, before and as sent; undefined if they were not sent. */
  credentials: Credentials | undefined;
  /** Whether Twilio took the new secrets after they ran in Auth0, too; undefined when that was not asked. */
  worksAfter: boolean | undefined;
  /** Terraform's words, or what went wrong after it; undefined when nothing did. */
  error: string | undefined;
}

/** A plan that sends the secrets and does nothing else. */
export interface PreparedRotation {
  file: string;
  document: PlanDocument;
  expected: ExpectedStack;
  before: LiveStack;
  /** Of the Actions that get their secrets. */
  addresses: string[];
  credentials: Credentials;
}

/** Asks, applies, waits until the secrets run, and looks again with Twilio. */
export async function applyRotation(
  workspace: Workspace,
  invocation: Invocation,
  prepared: PreparedRotation,
): Promise<Rotation> {
  const { client, terraform, tenant, name } = workspace;
  const { expected, before, addresses, credentials } = prepared;
  const lostBefore = before.findings.filter(({ kind }) => kind === "rotation-lost").map(findingDocument);
  const names = new Map(expected.actions.map((action) => [action.address, action.name]));
  const rotation = {
    ...{ tenant: name, domain: tenant.domain, lostBefore, credentials },
    ...{ worksAfter: undefined, error: undefined },
  };
  for (const finding of lostBefore) printNote(`${findingInWords(finding)}. It is repeated now.\n`);
  const lines = credentialLines(credentials, ["in use", "in the environment"]);
  printNote(`Twilio credentials of ${name}, without the secret parts:\n${lines.join("\n")}\n`);
  if (
    !(await confirmed(
      invocation,
      addresses.map((address) => names.get(address) ?? address),
    ))
  ) {
    return { ...rotation, outcome: "declined", actions: rotatedActions(addresses, before, before) };
  }
  printNote(`sending the secrets to ${name} …\n`);
  const { ok, errors } = await applyPlan(workspace, prepared, names);
  const error = withAdvice(errors, name);
  const next = `Do not revoke the old secrets yet. Next: fix that, then ${npmRun("rotate", name)}.`;
  const after = await afterApply(name, { ok, errors: error }, next, async () => {
    const state = await readState(terraform);
    return ok ? untilRotated(workspace, prepared, state) : readLive(client, expected, state);
  });
  const actions = rotatedActions(addresses, before, after);
  if (!ok) return { ...rotation, outcome: "failed", actions, error };
  return { ...rotation, actions, ...(await outcomeOf(workspace, actions, after)) };
}

/** After an update the provider does not wait for the new version; until it runs, the old secrets do. */
async function untilRotated(
  { client }: Workspace,
  { expected, before, addresses }: PreparedRotation,
  state: StackState,
): Promise<LiveStack> {
  const end = Date.now() + LIMIT_MS;
  return withProgress("waiting for Auth0 to run the new secrets", async () => {
    for (;;) {
      const live = await readLive(client, expected, state);
      const done = rotatedActions(addresses, before, live).every(({ rotated }) => rotated);
      const broken = live.findings.some(({ kind }) => kind === "build-failed");
      if (done || broken || isStopped() || Date.now() > end) return live;
      await pause(WAIT_MS);
    }
  });
}

async function confirmed({ yes, name, confirm }: Invocation, names: readonly string[]): Promise<boolean> {
  if (yes) return true;
  return confirm(`Send the secrets in the environment to ${names.join(" and ")} of ${name}?`);
}

async function outcomeOf(
  { name, tenant, env }: Workspace,
  actions: readonly RotatedAction[],
  { findings }: LiveStack,
): Promise<Pick<Rotation, "outcome" | "worksAfter" | "error">> {
  const problems = await verifyProblems(name, tenant, env);
  const worksAfter = problems.length === 0;
  const said = [...findings.map(findingInWords), ...problems.map(({ what }) => what)];
  const failed = !worksAfter || actions.some(({ rotated }) => !rotated);
  return {
    outcome: failed ? "failed" : "rotated",
    worksAfter,
    error: failed ? said.join("\n") || undefined : undefined,
  };
}
