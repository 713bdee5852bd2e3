import { UserError } from "../../../stacks/errors";
import { findingInWords } from "../../live/finding-in-words";
import { readLive } from "../../live/verify-live";
import { digestOf } from "../../support/digest";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { readExpectedStack } from "../../terraform/expected-stack";
import { readState } from "../../terraform/state";
import { withWorkspace } from "../../terraform/workspace";
import type { EarlierStacks } from "./earlier-stacks";
import type { Artefact } from "./manifest";
import { expectedLive, receiptsFolder, recordVerified, withdrawReceipt } from "./receipt";
import { withArtefact } from "./with-artefact";

/**
 * Deploys an artefact with the given `deploy`, and writes a receipt beside its manifest if what then runs matches the
 * manifest. An earlier receipt is removed when `deploy` says that it begins. Returns the exit code of `deploy`.
 */
export function deployArtefact(
  invocation: Invocation,
  folder: string,
  deploy: (earlier: EarlierStacks, onStart: () => void) => Promise<number>,
): Promise<number> {
  return withArtefact(invocation, folder, async (earlier, artefact) => {
    // Until then nothing has changed: what was verified still holds.
    const exit = await deploy(earlier, () => withdrawReceipt(artefact, invocation.name));
    if (exit === exitCodes.done) await verifyAndRecord(earlier, artefact);
    return exit;
  });
}

async function verifyAndRecord({ invocation, stacks }: EarlierStacks, artefact: Artefact): Promise<void> {
  const { name } = invocation;
  const { actions, findings } = await withWorkspace(invocation, { stacks }, async ({ client, folder, terraform }) => {
    return readLive(client, readExpectedStack(folder), await readState(terraform));
  });
  const live: Record<string, string> = {};
  for (const address of Object.keys(expectedLive(artefact.manifest.tenants[name]!))) {
    live[address] = digestOf(actions.get(address)?.deployed?.code ?? "");
  }
  if (findings.length > 0) {
    const lines = findings.map((finding) => `  ${findingInWords(finding)}`).join("\n");
    throw new UserError(
      `${name} changed after the deploy, so the artefact does not count as verified there:\n${lines}`,
    );
  }
  recordVerified(artefact, name, live);
  const next = Object.entries(invocation.tenants).filter(([, { promotesFrom }]) => promotesFrom === name);
  const allows = next.length > 0 ? `; ${next.map(([other]) => other).join(", ")} may deploy it now` : "";
  invocation.output.aside(
    `Recorded in ${artefact.shown}/${receiptsFolder}/${name}.json that it was verified${allows}.\n`,
  );
}
