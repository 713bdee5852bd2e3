import type { ManagementClient } from "../auth0/client";
import type { LiveAction } from "../auth0/entities";
import { actionDocument, bindingDocument } from "../auth0/entities";
import { actionFromWire } from "../auth0/live-actions";

/** An Action that may stand on the post-login trigger. */
export interface PostLoginAction extends LiveAction {
  /** Where it stands on the trigger, from 1; `undefined` when it is not bound. */
  position: number | undefined;
}

/** Every Action made for the post-login trigger: the bound ones first, in the order in which they run. */
export async function postLoginActions(client: ManagementClient): Promise<PostLoginAction[]> {
  const [all, bindings] = await Promise.all([
    client.list("/actions/actions?triggerId=post-login", "actions", actionDocument),
    client.list("/actions/triggers/post-login/bindings", "bindings", bindingDocument),
  ]);
  const ids = bindings.map(({ action }) => action.id);
  const positionOf = (id: string) => (ids.includes(id) ? ids.indexOf(id) + 1 : undefined);
  return all
    .map((action) => ({ ...actionFromWire(action), position: positionOf(action.id) }))
    .sort((a, b) => (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY) || 0);
}

/** The code that logins run; of an Action that was never deployed, its draft. */
export function running({ deployed, code }: PostLoginAction): string {
  return deployed?.code ?? code;
}
