import {
  bindingAddress,
  logStreamAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneProviderAddress,
} from "../../../stacks/addresses";
import type { DeployedObjects } from "../../terraform/deployed-objects";
import type { ExpectedStack } from "../../terraform/expected-stack";

/**
 * The stack as Terraform last deployed it, by the state as the last apply left it: neither a commit that waits for its
 * deploy nor another prefix of the names is drift.
 * @param takenOver addresses of what somebody changed to what the source says by now: a deploy has nothing to do about
 * them, and leaves the state as it was.
 */
export function deployedStack(
  expected: ExpectedStack,
  { actions, foreign, bound, phoneProvider, logStream, lookupClient }: DeployedObjects,
  takenOver: ReadonlySet<string>,
): ExpectedStack {
  const names = new Map([...foreign, ...[...actions.values()].map(({ id, name }) => [id, name] as const)]);
  const sender = expected.phoneProvider;
  return {
    domain: expected.domain,
    actions: expected.actions.flatMap((action) => {
      const found = actions.get(action.address);
      if (found === undefined) return [];
      const { id: _, ...deployed } = found;
      return [takenOver.has(action.address) ? action : deployed];
    }),
    order: takenOver.has(bindingAddress)
      ? expected.order
      : bound?.map(({ id, display_name }) => names.get(id) ?? display_name),
    resetActions: expected.resetActions.filter((address) => actions.has(address)),
    phoneProvider:
      sender && phoneProvider && (takenOver.has(phoneProviderAddress) ? sender : { ...sender, ...phoneProvider }),
    lookupClient: lookupClient && {
      keyIds: (takenOver.has(lookupCredentialsAddress) ? expected.lookupClient : lookupClient)?.keyIds ?? [],
      audience: lookupClient.audience,
      scopes: (takenOver.has(lookupGrantAddress) ? expected.lookupClient : lookupClient)?.scopes ?? [],
    },
    logStream: logStream && takenOver.has(logStreamAddress) ? (expected.logStream ?? logStream) : logStream,
  };
}
