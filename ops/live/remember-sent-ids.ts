import { isDeepStrictEqual } from "node:util";
import { resourceName, sentIdsAddress, sentIdsVariable } from "../../stacks/addresses";
import { UserError } from "../../stacks/errors";
import { readStackDocument } from "../../stacks/stack-document";
import { printNote } from "../support/print";
import { isStopped } from "../support/stop";
import { explained } from "../terraform/explain";
import { keepRescueCopy, StateNotWritten, stateNotWritten } from "../terraform/rescue-copy";
import { idsToSend } from "../terraform/sent-ids";
import { readState } from "../terraform/state";
import type { Workspace } from "../terraform/workspace";

/**
 * Writes the public parts of the secrets that these Actions were just sent into the state. It takes an apply of its
 * own: a plan may have been made without the secrets, and those of the apply are the ones that were sent. If that
 * fails, and for stacks that were made before this existed, the state says nothing about them, rather than something
 * wrong.
 * @param sent addresses.
 * @throws UserError when the state could not be written and is kept.
 */
export async function rememberSentIds(workspace: Workspace, sent: readonly string[]): Promise<void> {
  const { name, folder, env } = workspace;
  const document = readStackDocument(folder);
  const remembers = document.resource.terraform_data[resourceName(sentIdsAddress)] !== undefined;
  if (sent.length === 0 || !remembers || isStopped()) return;
  try {
    const state = await readState(workspace.terraform);
    const now = idsToSend(document, env);
    const entries = [...now].flatMap(([address, ids]) => {
      const known = sent.includes(address) ? { version: state.secretsVersion, ids } : state.sentIds?.get(address);
      return known === undefined ? [] : [[address, known] as const];
    });
    if (!isDeepStrictEqual(new Map(entries), state.sentIds)) await write(workspace, Object.fromEntries(entries));
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof StateNotWritten) throw error;
    if (isStopped()) return;
    printNote(
      `  the state of ${name} does not say which credentials these are, so the next rotation can't compare:\n  ${error.message.replaceAll("\n", "\n  ")}\n`,
    );
  }
}

async function write(workspace: Workspace, entries: object): Promise<void> {
  const { name, terraform } = workspace;
  const { exit, stderr } = await terraform.quiet([
    "apply",
    "-auto-approve",
    "-no-color",
    "-input=false",
    "-refresh=false",
    `-target=${sentIdsAddress}`,
    `-replace=${sentIdsAddress}`,
    `-var=${sentIdsVariable}=${JSON.stringify(entries)}`,
  ]);
  const kept = keepRescueCopy(workspace);
  if (kept !== undefined) throw stateNotWritten(workspace, kept, stderr.trim());
  if (exit !== 0) throw explained("apply", stderr, name);
}
