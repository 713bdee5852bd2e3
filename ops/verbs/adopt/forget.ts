import { feedbackKeys } from "../../../stacks/actions";
import { builtFrom } from "../../live/recognise/built-from";
import type { LiveStack } from "../../live/verify-live";
import { explained } from "../../terraform/explain";
import { addressOf } from "../../terraform/imports";
import { readState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import type { Matches } from "./match";

/** Takes addresses out of the state; what they stand for stays as it is in Auth0. */
export async function forget({ name, terraform }: Workspace, addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  const { exit, stderr } = await terraform.quiet(["state", "rm", ...addresses]);
  if (exit !== 0) throw explained("state rm", stderr, name);
}

/**
 * After an apply that failed: takes those out of the state that were imported and never replaced. Left there, the next
 * plan would be empty, or would send the new code without its secrets; an import sends everything (recordings
 * failed-update-code, failed-update-secrets-lost).
 */
export async function forgetUntrue(workspace: Workspace, matches: Matches, live: LiveStack): Promise<void> {
  const state = await readState(workspace.terraform);
  const untrue = feedbackKeys
    .filter((key) => matches[key].kind === "adopt")
    .filter((key) => builtFrom(live.actions.get(addressOf(key))?.deployed?.code ?? "") !== key)
    .map(addressOf);
  await forget(
    workspace,
    untrue.filter((address) => state.actionIds.has(address)),
  );
}
