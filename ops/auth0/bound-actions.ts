import type { TriggerId } from "../../stacks/actions";
import type { ManagementClient } from "./client";

/** An Action on a trigger. */
export interface BoundAction {
  id: string;
  name: string;
  /** As the trigger shows it, which may be another name than the Action's. */
  displayName: string;
}

/** The Actions on a trigger of a live tenant, in the order in which they run. */
export async function boundActions(
  client: ManagementClient,
  trigger: TriggerId = "post-login",
): Promise<BoundAction[]> {
  const bindings = await client.list(`/actions/triggers/${trigger}/bindings`, "bindings");
  return bindings.map(({ action, display_name: displayName }) => ({ id: action.id, name: action.name, displayName }));
}
