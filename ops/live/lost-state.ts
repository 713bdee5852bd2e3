import { relative } from "node:path";
import { actionNames } from "../../stacks/tenant-schema";
import { loadedActionIds } from "../auth0/local-tenant";
import type { StackState } from "../terraform/state";
import { moveState, stateUnderOldName } from "../terraform/state-under-old-name";
import type { Workspace } from "../terraform/workspace";
import { builtFrom } from "./built-from";
import { stateLost, stateOfAnother } from "./errors";
import { type PostLoginAction, postLoginActions } from "./post-login-actions";

type Known = Pick<StackState, "actionIds" | "replacedIds">;

/**
 * Actions with our names or our code, if the state knows none of the tenant's Actions: the tenant was deployed to with
 * another state. `[]` when the state knows one that is there, or when there are none.
 */
export async function actionsOfAnotherState(workspace: Workspace, state: Known): Promise<PostLoginAction[]> {
  const { tenant, client, env } = workspace;
  const actions = await postLoginActions(client);
  if (knowsOne(state, actions)) return [];
  const names: string[] = Object.values(actionNames(tenant));
  // The local tenant comes with Actions that Terraform did not make.
  const loaded = await loadedActionIds(tenant, env);
  return actions.filter(({ id, name, code, deployed }) => {
    return !loaded.includes(id) && (names.includes(name) || builtFrom(deployed?.code ?? code) !== undefined);
  });
}

/** Throws a user error, which names them, where there are `actionsOfAnotherState`. */
export async function refuseLostState(workspace: Workspace, state: Known): Promise<void> {
  const { name, tenant } = workspace;
  const ours = await actionsOfAnotherState(workspace, state);
  if (ours.length === 0) return;
  if (state.actionIds.size > 0) throw otherState(workspace, state);
  const old = stateUnderOldName(
    workspace.folder,
    ours.map(({ id }) => id),
  );
  throw stateLost(name, tenant.domain, ours, old && moveState(old));
}

/** Throws a user error when the state knows Actions, and none that is among `actions`, which are all of the tenant's. */
export function refuseOtherState(workspace: Workspace, state: Known, actions: readonly PostLoginAction[]): void {
  if (state.actionIds.size > 0 && !knowsOne(state, actions)) throw otherState(workspace, state);
}

function otherState({ name, tenant, folder }: Workspace, { actionIds }: Known) {
  return stateOfAnother(name, tenant.domain, actionIds, relative(process.cwd(), folder));
}

function knowsOne({ actionIds, replacedIds }: Known, actions: readonly PostLoginAction[]): boolean {
  const known = [...actionIds.values(), ...[...replacedIds.values()].flat()];
  return actions.some(({ id }) => known.includes(id));
}
