import type { PlanDocument, ResourceChange } from "../plan/plan-document";
import type { ExpectedAction, ExpectedStack } from "../stack/expected-stack";

/**
 * The stack as Terraform last deployed it, by what a plan says of the state: a commit that waits for its deploy is no
 * drift. What somebody changed outside of Terraform is taken from the source, since the plan has refreshed its state.
 */
export function deployedStack(expected: ExpectedStack, { changes, drifted }: PlanDocument): ExpectedStack {
  const kept = new Map(
    changes.filter(({ address }) => !drifted.has(address)).map((change) => [change.address, change] as const),
  );
  const known = expected.actions.filter(({ address }) => drifted.has(address) || kept.get(address)?.before);
  const trigger = changes.find(({ type }) => type === "auth0_trigger_actions");
  return {
    domain: expected.domain,
    actions: known.map((action) => deployedAction(action, kept.get(action.address)?.before)),
    order: trigger && !drifted.has(trigger.address) ? boundOrder(trigger, changes) : expected.order,
  };
}

function deployedAction(expected: ExpectedAction, before: ResourceChange["before"]): ExpectedAction {
  if (before === undefined) return expected;
  return {
    address: expected.address,
    name: before.name,
    code: before.code,
    runtime: before.runtime,
    dependencies: (before.dependencies ?? []).map(({ name, version }: ExpectedAction["dependencies"][number]) => {
      return { name, version };
    }),
    secretNames: (before.secrets_wo ?? []).map(({ name }: { name: string }) => name),
  };
}

/** Names on the trigger; a binding's own name is that of its Action when it was deployed. */
function boundOrder({ before }: ResourceChange, changes: readonly ResourceChange[]): string[] {
  const names = new Map(changes.map((change) => [change.before?.id, change.before?.name]));
  return (before?.actions ?? []).map(({ id, display_name }: { id: string; display_name: string }) => {
    return names.get(id) ?? display_name;
  });
}
