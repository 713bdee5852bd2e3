import { actionNames, isLoopback } from "../../stacks/tenant";
import { builtFrom } from "../adopt/recognise";
import { postLoginActions } from "../live/post-login-actions";
import { loadedActionIds } from "../local-tenant";
import type { Workspace } from "../workspace";
import { stateLost } from "./errors";

/**
 * To be asked when the state holds nothing: a tenant that has Actions of ours all the same was deployed to with another
 * state, so nobody can say whether it drifted. @throws UserError that names them.
 */
export async function refuseLostState({ name, tenant, client, env }: Workspace): Promise<void> {
  const names: string[] = Object.values(actionNames(tenant));
  // The local tenant comes with Actions that Terraform did not make.
  const loaded = isLoopback(tenant) ? await loadedActionIds(tenant.domain, env) : [];
  const ours = (await postLoginActions(client)).filter(({ id, name: named, code, deployed }) => {
    return !loaded.includes(id) && (names.includes(named) || builtFrom(deployed?.code ?? code) !== undefined);
  });
  if (ours.length > 0) throw stateLost(name, tenant.domain, ours);
}
