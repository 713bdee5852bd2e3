import type { ManagementClient } from "../management/client";

/** An Action on the post-login trigger. */
export interface Binding {
  /** Of the Action. */
  id: string;
  /** Of the Action. */
  name: string;
  /** As the trigger shows it. */
  displayName: string;
}

const PATH = "/actions/triggers/post-login/bindings";

/** The trigger's list, in order. */
export async function readBindings(client: ManagementClient): Promise<Binding[]> {
  const bindings = await client.list(PATH, "bindings");
  return bindings.map(({ action, display_name: displayName }) => ({ id: action.id, name: action.name, displayName }));
}

/**
 * Makes the trigger hold exactly these, in one write: none of them is unbound even for a moment. Not by Terraform, whose
 * list of Actions can't be empty, and which unbinds everything when the list is destroyed.
 */
export async function bindOnly(client: ManagementClient, bindings: readonly Binding[]): Promise<void> {
  await client.patch(PATH, {
    bindings: bindings.map(({ id, displayName }) => ({
      ref: { type: "action_id", value: id },
      display_name: displayName,
    })),
  });
}
