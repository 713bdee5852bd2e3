import { syntaxErrorIn } from "../../stacks/bundling/compile-as-auth0";
import type { ManagementClient } from "../auth0/client";
import { actionDocument, type LiveAction } from "../auth0/entities";
import { actionFromWire } from "../auth0/live-actions";
import { type Recognised, recognise } from "./recognise";

/** An Action of the tenant on any trigger, with what its running code does. */
export interface TenantAction extends Pick<LiveAction, "id" | "name" | "trigger" | "deployed"> {
  /** `undefined` for triggers other than post-login, and when not read. */
  does?: Recognised | undefined;
  /** Why the code that runs is not valid JavaScript; `undefined`: it is, or none runs. */
  syntaxError?: string | undefined;
}

/** Every Action of a tenant. */
export async function tenantActions(client: ManagementClient): Promise<TenantAction[]> {
  const actions = await client.list("/actions/actions", "actions", actionDocument);
  return actions.map((action) => {
    const { id, name, trigger, deployed } = actionFromWire(action);
    const code = deployed?.code ?? "";
    const does = trigger === "post-login" ? recognise(code) : undefined;
    return { id, name, trigger, deployed, does, syntaxError: syntaxErrorIn(code) };
  });
}
