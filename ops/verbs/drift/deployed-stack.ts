import {
  bindingAddress,
  logStreamAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneProviderAddress,
} from "../../../stacks/addresses";
import type { DeployedObjects } from "../../terraform/deployed-objects";
import type { ExpectedAction, ExpectedStack } from "../../terraform/expected-stack";

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
  const known = expected.actions.filter(({ address }) => actions.has(address));
  const names = new Map([...foreign, ...[...actions.values()].map(({ id, name }) => [id, name] as const)]);
  return {
    domain: expected.domain,
    actions: known.map((action) => {
      return takenOver.has(action.address) ? action : deployedAction(action.address, actions.get(action.address));
    }),
    order: takenOver.has(bindingAddress)
      ? expected.order
      : bound?.map(({ id, display_name }) => names.get(id) ?? display_name),
    resetActions: expected.resetActions.filter((address) => actions.has(address)),
    ...(expected.phoneProvider &&
      phoneProvider && {
        phoneProvider: takenOver.has(phoneProviderAddress)
          ? expected.phoneProvider
          : { action: expected.phoneProvider.action, deliveryMethods: phoneProvider.deliveryMethods },
      }),
    ...(lookupClient && {
      lookupClient: {
        keyIds: (takenOver.has(lookupCredentialsAddress) ? expected.lookupClient : lookupClient)?.keyIds ?? [],
        audience: lookupClient.audience,
        scopes: (takenOver.has(lookupGrantAddress) ? expected.lookupClient : lookupClient)?.scopes ?? [],
      },
    }),
    ...(logStream && { logStream: takenOver.has(logStreamAddress) ? (expected.logStream ?? logStream) : logStream }),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the provider's attributes
function deployedAction(address: string, attributes: any): ExpectedAction {
  return {
    address,
    name: attributes.name,
    code: attributes.code,
    runtime: attributes.runtime,
    dependencies: (attributes.dependencies ?? []).map(({ name, version }: ExpectedAction["dependencies"][number]) => {
      return { name, version };
    }),
    secretNames: (attributes.secrets_wo ?? []).map(({ name }: { name: string }) => name),
  };
}
