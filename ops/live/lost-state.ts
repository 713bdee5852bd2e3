import { relative } from "node:path";
import { UserError } from "../../stacks/errors";
import { actionNames } from "../../stacks/tenant-schema";
import { loadedActionIds } from "../auth0/local-tenant";
import type { StackState } from "../terraform/state";
import { moveState, stateUnderOldName } from "../terraform/state-under-old-name";
import type { Workspace } from "../terraform/workspace";
import { builtFrom } from "./built-from";
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

/**
 * @param ours Actions with our names or our code.
 * @param moving what to do where the state is under another name; `undefined` when nothing of the kind was found.
 */
function stateLost(
  name: string,
  domain: string,
  ours: readonly { id: string; name: string }[],
  moving: string | undefined,
): UserError {
  if (moving !== undefined) {
    const listed = ours.map((action) => `  ${action.name} (${action.id})\n`).join("");
    return new UserError(
      `The state of ${name} is empty, but ${domain} has Actions of ours.\n${listed}${moving}\nNothing was changed.`,
    );
  }
  return new UserError(
    `The state of ${name} is empty, but ${domain} has Actions of ours. Was the state lost?\n` +
      `${ours.map((action) => `  ${action.name} (${action.id})\n`).join("")}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts and the credentials of the backend. If the tenant had another name in\n` +
      `tenants.ts, its state is still under that name: set ${name}.backend to it. If the state is gone for good, take the Actions over: npm run adopt -- ${name}`,
  );
}

/**
 * @param known ids in Auth0 by Terraform address: what the state holds, and the tenant does not have.
 * @param folder of the stack, where Terraform is ready.
 */
function stateOfAnother(name: string, domain: string, known: ReadonlyMap<string, string>, folder: string): UserError {
  const gone = [...known].map(([address, id]) => `  ${address} (${id})\n`).join("");
  return new UserError(
    `${domain} has none of the Actions that the state of ${name} holds. Is it another tenant's state?\n${gone}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts. If it is the right one, and somebody deleted those Actions, remove them\n` +
      "from the state and take over what is there:\n" +
      `  terraform -chdir=${folder} state rm ${[...known.keys()].join(" ")}\n  npm run adopt -- ${name}`,
  );
}
