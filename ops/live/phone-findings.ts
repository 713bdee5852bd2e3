import type { ManagementClient } from "../auth0/client";
import type { ExpectedStack } from "../terraform/expected-stack";
import type { Finding } from "./finding";
import { boundSender, livePhoneProvider } from "./phone-provider";

/** What keeps the tenant's phone messages from going out by our Action, as the stack says; `[]` where it says nothing. */
export async function phoneFindings(
  client: ManagementClient,
  { phoneProvider: expected, actions }: ExpectedStack,
): Promise<Finding[]> {
  if (expected === undefined) return [];
  const [sender, provider] = await Promise.all([boundSender(client), livePhoneProvider(client)]);
  const name = actions.find(({ address }) => address === expected.action)?.name;
  const found: string[] = [];
  if (sender?.name !== name) found.push(`runs ${quoted(sender?.name)} instead of ${quoted(name)}`);
  if (provider === undefined) found.push("is not there");
  else {
    if (provider.name !== "custom") found.push(`is ${provider.name} instead of custom`);
    if (provider.disabled) found.push("is disabled");
    const [live, wanted] = [sorted(provider.deliveryMethods), sorted(expected.deliveryMethods)];
    if (live !== wanted) found.push(`sends ${live} instead of ${wanted}`);
  }
  return found.map((what) => {
    return { kind: "phone-provider", address: undefined, where: "the phone provider", what, pending: false };
  });
}

function quoted(name: string | undefined): string {
  return name === undefined ? "nothing" : `"${name}"`;
}

function sorted(methods: readonly string[]): string {
  return [...methods].sort().join(" and ");
}
