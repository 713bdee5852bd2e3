import { bindingAddress } from "../../stacks/addresses";
import type { BoundAction } from "../auth0/entities";
import { loadedActionIds } from "../auth0/local-tenant";
import { bindingIn, type PlannedBinding } from "../terraform/binding-in-plan";
import type { PlanDocument, ResourceChange } from "../terraform/plan-document";
import { PlanRefused } from "../terraform/plan-refused";
import type { Workspace } from "../terraform/workspace";

/**
 * Throws `PlanRefused` when the trigger is no longer what a plan was made from: the provider writes the whole list, and
 * whatever was bound since would be unbound. A plan that leaves the trigger alone is never refused.
 * @param bound the trigger as it is now.
 */
export async function refuseOtherBinding(
  { name, tenant, env }: Workspace,
  { changes }: PlanDocument,
  bound: readonly BoundAction[],
): Promise<void> {
  const trigger = changes.find(({ address }) => address === bindingAddress);
  if (trigger === undefined) return;
  const { before: seen, after: planned = [] } = bindingIn(trigger);
  const isPlanned = ({ id }: BoundAction) => planned.some((action) => action.id === id);
  if (seen) {
    if (sameBinding(seen, bound)) return;
  } else {
    // Nothing was in the state: what is bound must be in the plan, or be a stand-in for what it creates.
    const loaded = await loadedActionIds(tenant, env);
    if (bound.every((action) => isPlanned(action) || loaded.includes(action.id))) return;
  }
  const added = bound.filter((action) => !isPlanned(action) && !seen?.some(({ id }) => id === action.id));
  throw new PlanRefused(
    `The post-login trigger of ${name} (${tenant.domain}) has changed since the plan was made${consequence(trigger, added)}.\n` +
      `It now holds\n${numbered(bound)}Nothing was changed.`,
  );
}

function sameBinding(seen: readonly PlannedBinding[], bound: readonly BoundAction[]): boolean {
  return (
    seen.length === bound.length &&
    seen.every(({ id, display_name }, index) => {
      return bound[index]?.id === id && bound[index]?.displayName === display_name;
    })
  );
}

function consequence({ kind }: ResourceChange, added: readonly BoundAction[]): string {
  const names = added.map((action) => JSON.stringify(action.name)).join(", ");
  if (added.length === 0) return "";
  return kind === "none" ? `: ${names} was bound` : `; applying it would unbind ${names}`;
}

function numbered(bound: readonly BoundAction[]): string {
  if (bound.length === 0) return "  nothing\n";
  return bound.map(({ name }, index) => `  ${index + 1}. ${name}\n`).join("");
}
