import type { ManagementClient } from "../../auth0/client";
import type { BoundAction } from "../../auth0/entities";

const PATH = "/actions/triggers/post-login/bindings";

/**
 * Makes the trigger hold exactly these, in one write: none of them is unbound even for a moment. Not by Terraform, whose
 * list of Actions can't be empty, and which unbinds everything when the list is destroyed.
 */
export async function bindOnly(client: ManagementClient, bindings: readonly BoundAction[]): Promise<void> {
  await client.patch(PATH, {
    bindings: bindings.map(({ id, displayName }) => ({
      ref: { type: "action_id", value: id },
      display_name: displayName,
    })),
  });
}
