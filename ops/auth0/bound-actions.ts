import type { TriggerId } from "../../stacks/actions";
import type { ManagementClient } from "./client";
import { type BoundAction, bindingDocument } from "./entities";

/** The Actions on a trigger of a live tenant, in the order in which they run. */
export async function boundActions(
  client: ManagementClient,
  trigger: TriggerId = "post-login",
): Promise<BoundAction[]> {
  const bindings = await client.list(`/actions/triggers/${trigger}/bindings`, "bindings", bindingDocument);
  return bindings.map(({ action, display_name: displayName }) => ({ id: action.id, name: action.name, displayName }));
}
