import { UserError } from "../../stacks/errors";
import { actionNames, type Tenant } from "../../stacks/tenant";
import { exitCodes } from "../exit-codes";
import type { BoundAction } from "../live/bound-actions";

/** `listed` with the names of `live` among them: the live order first, then what is listed and not bound. */
function merged(live: string[], listed: string[]): string {
  return JSON.stringify([...live, ...listed.filter((name) => !live.includes(name))]);
}

/**
 * Throws a user error when a deploy would unbind somebody's Action: one that is neither ours (an id in our state, or a
 * name of ours) nor in the tenant's `before` and `after`. It names each in order and says what to write in tenants.ts.
 */
export function refuseUnlistedActions(name: string, tenant: Tenant, bound: BoundAction[], ownIds: Set<string>): void {
  const ownNames = new Set(Object.values(actionNames(tenant)));
  const isOurs = (action: BoundAction) => ownIds.has(action.id) || ownNames.has(action.name);
  const others = bound.filter((action) => !isOurs(action));
  const listed = new Set([...tenant.before, ...tenant.after]);
  const unlisted = others.filter((action) => !listed.has(action.name));
  if (unlisted.length === 0) return;

  const firstOurs = bound.findIndex(isOurs);
  const runsBefore = ({ name: other }: BoundAction, position: number) =>
    tenant.before.includes(other) || (!tenant.after.includes(other) && (firstOurs === -1 || position < firstOurs));
  const names = (wanted: boolean) =>
    bound
      .filter((action, position) => !isOurs(action) && runsBefore(action, position) === wanted)
      .map((action) => action.name);
  throw new UserError(
    `The post-login trigger of ${tenant.domain} holds Actions that tenants.ts does not list; deploying would unbind them:\n` +
      `${unlisted.map((action) => `  ${bound.indexOf(action) + 1}. ${action.name}`).join("\n")}\n` +
      `To keep them, write in tenants.ts under ${name} (in "before" only those that never pause a login):\n` +
      `  before: ${merged(names(true), tenant.before)},\n` +
      `  after: ${merged(names(false), tenant.after)},\n` +
      "To let them go, unbind them in the Auth0 dashboard first. Nothing was changed.",
    exitCodes.problems,
  );
}
