import { feedbackKeys } from "../../../stacks/actions";
import { actionAddress } from "../../../stacks/addresses";
import { builtFrom } from "../../live/built-from";
import type { LiveStack } from "../../live/verify-live";
import { forget } from "../../terraform/forget";
import { readState } from "../../terraform/state";
import type { Workspace } from "../../terraform/workspace";
import type { Matches } from "./match";

/**
 * After an apply that failed: takes those out of the state that were imported and never replaced. Left there, the next
 * plan would be empty, or would send the new code without its secrets; an import sends everything (recordings
 * failed-update-code, failed-update-secrets-lost).
 */
export async function forgetUntrue(workspace: Workspace, matches: Matches, live: LiveStack): Promise<void> {
  const state = await readState(workspace.terraform);
  const untrue = feedbackKeys
    .filter((key) => matches[key].kind === "adopt")
    .filter((key) => builtFrom(live.actions.get(actionAddress(key))?.deployed?.code ?? "") !== key)
    .map(actionAddress);
  await forget(
    workspace,
    untrue.filter((address) => state.actionIds.has(address)),
  );
}
