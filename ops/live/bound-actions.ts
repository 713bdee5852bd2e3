import type { ManagementClient } from "../management/client";

/** An Action on the post-login trigger. */
export interface BoundAction {
  id: string;
  name: string;
}

/** The Actions on the post-login trigger of a live tenant, in the order in which they run. */
export async function boundActions(client: ManagementClient): Promise<BoundAction[]> {
  const bindings = await client.list("/actions/triggers/post-login/bindings", "bindings");
  return bindings.map(({ action }) => ({ id: action.id, name: action.name }));
}
