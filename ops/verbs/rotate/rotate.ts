// Builds on preflight.
import { join } from "node:path";
import { secretsVersionAddress } from "../../../stacks/addresses";
import { hasSecrets } from "../../../stacks/feedback";
import { readStackDocument } from "../../../stacks/stack-document";
import { looksUp } from "../../../stacks/tenant-schema";
import { refuseLostState } from "../../live/lost-state";
import { problemsFound } from "../../live/problem";
import { readLive } from "../../live/verify-live";
import { commandsFor } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { withProgress } from "../../support/progress";
import { type ExpectedStack, readExpectedStack } from "../../terraform/expected-stack";
import { showPlan } from "../../terraform/plan-document";
import { refuseRescueCopy } from "../../terraform/rescue-copy";
import { runPlan } from "../../terraform/run-plan";
import { idsToSend } from "../../terraform/sent-ids";
import { readState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import { secretsPreflight } from "../preflight/preflight";
import { applyRotation, type PreparedRotation, type Rotation } from "./apply-rotation";
import { compareCredentials } from "./compare-credentials";
import { describeRotation } from "./describe-rotation";
import { noLookupKey, noSecrets, nothingSent, nothingToRotate, planHoldsMore, sameAsBefore } from "./errors";
import { nextSecond } from "./next-second";
import { besidesSecrets, sentSecrets } from "./only-secrets";
import { isKeyRotationBegun, type KeyRotation, rotateLookupKey } from "./rotate-lookup-key";

/**
 * Sends the Twilio secrets in the environment to Auth0, and nothing else: checks that they work, plans with a new secrets
 * version, refuses what was sent already and a plan that holds more, applies, waits until they run, and looks again. Returns the exit code. Throws a
 * user error, with nothing changed, when the secrets don't work or the plan holds more.
 */
export async function rotate(invocation: Invocation, options: RotateOptions = {}): Promise<number> {
  const { name, tenant } = invocation;
  if (!hasSecrets(tenant)) throw noSecrets(name);
  if (options.lookupKey && !looksUp(tenant)) throw noLookupKey(name);
  const rotation = await rotationOf(invocation, options);
  invocation.output.result(rotation, describeRotation(rotation));
  const exits = { rotated: exitCodes.done, failed: exitCodes.failed, declined: exitCodes.declined };
  return exits[rotation.outcome];
}

export interface RotateOptions {
  /** Replaces the look-up client's key, too. */
  lookupKey?: boolean;
  /** Sends the secrets even when they are those that were sent last. */
  sameSecrets?: boolean;
}

/** A rotation of the look-up key that was interrupted is completed, whether it was asked for again or not. */
async function rotationOf(
  invocation: Invocation,
  { lookupKey = false, sameSecrets = false }: RotateOptions,
): Promise<Rotation | KeyRotation> {
  const begun = looksUp(invocation.tenant) && isKeyRotationBegun(invocation);
  if (!lookupKey && !begun) {
    return withWorkspace(invocation, {}, (workspace, scratch) => {
      return rotateSecrets(invocation, workspace, scratch, { sameSecrets, allowed: [] });
    });
  }
  const question = `${begun ? "Continue replacing" : "Replace"} the look-up key of ${invocation.name}, and send it with the secrets in the environment?`;
  if (!invocation.yes && !(await invocation.confirm(question))) return declined(invocation);
  // It is the look-up key that is new then, and a rotation that was interrupted may have sent it.
  return rotateLookupKey(invocation, (workspace, scratch, allowed) => {
    return rotateSecrets({ ...invocation, yes: true }, workspace, scratch, { sameSecrets: true, allowed });
  });
}

function declined({ name, tenant }: Invocation): Rotation {
  return {
    ...{ tenant: name, domain: tenant.domain, outcome: "declined", lostBefore: [], actions: [] },
    ...{ credentials: undefined, worksAfter: undefined, error: undefined },
  };
}

/** What a rotation of the secrets may hold. */
interface Allowed {
  sameSecrets: boolean;
  /** Addresses of what else may change. */
  allowed: readonly string[];
}

async function rotateSecrets(
  invocation: Invocation,
  workspace: Workspace,
  scratch: string,
  allowed: Allowed,
): Promise<Rotation> {
  refuseRescueCopy(workspace);
  await requireWorkingSecrets(workspace);
  const prepared = await prepareRotation(workspace, join(scratch, "plan"), allowed);
  return applyRotation(workspace, invocation, prepared);
}

/** The rest of preflight is left to deploy: a leaked secret must be replaced even if other things are wrong. */
async function requireWorkingSecrets(workspace: Workspace): Promise<void> {
  const problems = await withProgress("asking Twilio with the new secrets", () => secretsPreflight(workspace));
  if (problems.length > 0) throw problemsFound(workspace.name, problems);
}

/** The trigger is left out, and with it the Actions of others: neither has to be in order. */
function targetsIn({ actions }: ExpectedStack): string[] {
  const withSecrets = actions.filter(({ secretNames }) => secretNames.length > 0);
  return [secretsVersionAddress, ...withSecrets.map(({ address }) => address)];
}

async function prepareRotation(
  workspace: Workspace,
  file: string,
  { sameSecrets, allowed }: Allowed,
): Promise<PreparedRotation> {
  const { name, client, folder, terraform, env } = workspace;
  return withProgress("planning", async () => {
    await terraform.init();
    const state = await readState(terraform);
    await refuseLostState(workspace, state);
    if (state.secretsVersion === undefined) throw nothingToRotate(name, commandsFor(workspace));
    const expected = readExpectedStack(folder);
    await nextSecond(state.secretsVersion);
    const [before] = await Promise.all([
      readLive(client, expected, state),
      runPlan(workspace, { file, replace: [secretsVersionAddress], targets: targetsIn(expected), lock: true }),
    ]);
    const doubtful = before.findings.filter(({ kind }) => kind === "rotation-lost" || kind === "secret-by-hand");
    const credentials = compareCredentials(
      idsToSend(readStackDocument(folder), env),
      state.sentIds,
      state.secretsVersion,
      new Set(doubtful.flatMap(({ address }) => address ?? [])),
    );
    if (credentials.verdict === "same" && !sameSecrets) throw sameAsBefore(workspace, credentials);
    const document = await showPlan(terraform, file);
    const besides = besidesSecrets(document, allowed);
    if (besides.length > 0) throw planHoldsMore(name, besides, commandsFor(workspace));
    const sent = sentSecrets(document);
    const addresses = expected.actions.map(({ address }) => address).filter((address) => sent.includes(address));
    if (addresses.length === 0) throw nothingSent(name);
    return { file, document, expected, before, addresses, credentials };
  });
}
