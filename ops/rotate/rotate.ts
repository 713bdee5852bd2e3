import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretsVersionAddress } from "../../stacks/addresses";
import { hasSecrets } from "../../stacks/feedback";
import { commandsFor } from "../commands";
import { exitCodes } from "../exit-codes";
import { showPlan } from "../plan/plan-document";
import { runPlan } from "../plan/run-plan";
import { problemsFound } from "../preflight/problem";
import { secretProblems } from "../preflight/secret-forms";
import { verifyFindings } from "../preflight/verify-service";
import { printJson, printText } from "../print";
import { withProgress } from "../progress";
import { type ExpectedStack, readExpectedStack } from "../stack/expected-stack";
import { restoreLockFile } from "../terraform/lock-file";
import { refuseRescueCopy } from "../terraform/rescue-copy";
import { readState } from "../terraform/state";
import { refuseLostState } from "../verify/lost-state";
import { readLive } from "../verify/verify-live";
import { openWorkspace, type Request, type Workspace } from "../workspace";
import { applyRotation, type PreparedRotation } from "./apply-rotation";
import { describeRotation } from "./describe-rotation";
import { noSecrets, nothingSent, nothingToRotate, planHoldsMore } from "./errors";
import { nextSecond } from "./next-second";
import { besidesSecrets, sentSecrets } from "./only-secrets";

/**
 * Sends the Twilio secrets in the environment to Auth0, and nothing else: checks that they work, plans with a new secrets
 * version, refuses a plan that holds more, applies, waits until they run, and looks again. Gives the exit code. Throws a
 * user error, with nothing changed, when the secrets don't work or the plan holds more.
 */
export async function rotate(request: Request): Promise<number> {
  if (!hasSecrets(request.tenant)) throw noSecrets(request.name);
  const workspace = await openWorkspace(request);
  refuseRescueCopy(workspace);
  const scratch = mkdtempSync(join(tmpdir(), "rotate-"));
  try {
    await requireWorkingSecrets(workspace);
    const prepared = await prepareRotation(workspace, join(scratch, "plan"));
    const rotation = await applyRotation(workspace, request, prepared);
    if (request.json) printJson(rotation);
    else printText(describeRotation(rotation));
    const exits = { rotated: exitCodes.done, failed: exitCodes.failed, declined: exitCodes.declined };
    return exits[rotation.outcome];
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    restoreLockFile(workspace.folder);
  }
}

/** The rest of preflight is left to deploy: a secret that leaked must go, whatever else is not as it should be. */
async function requireWorkingSecrets({ name, tenant, env }: Workspace): Promise<void> {
  const malformed = secretProblems(name, tenant, env);
  if (malformed.length > 0) throw problemsFound(name, malformed);
  const { problems } = await withProgress("asking Twilio with the new secrets", () =>
    verifyFindings(name, tenant, env),
  );
  if (problems.length > 0) throw problemsFound(name, problems);
}

/** The trigger is left out, and with it the Actions of others: neither has to be in order. */
function targetsIn({ actions }: ExpectedStack): string[] {
  const withSecrets = actions.filter(({ secretNames }) => secretNames.length > 0);
  return [secretsVersionAddress, ...withSecrets.map(({ address }) => address)];
}

async function prepareRotation(workspace: Workspace, file: string): Promise<PreparedRotation> {
  const { name, client, folder, terraform } = workspace;
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
    const document = await showPlan(terraform, file);
    const besides = besidesSecrets(document);
    if (besides.length > 0) throw planHoldsMore(name, besides, commandsFor(workspace));
    const sent = sentSecrets(document);
    const addresses = expected.actions.map(({ address }) => address).filter((address) => sent.includes(address));
    if (addresses.length === 0) throw nothingSent(name);
    return { file, document, expected, before, addresses };
  });
}
