import type { ManagementClient } from "../auth0/client";
import { listed } from "../support/listed";
import type { ExpectedPhoneProvider, ExpectedStack } from "../terraform/expected-stack";
import type { Finding, PhoneProviderDifference } from "./finding";
import { boundSender, type LivePhoneProvider, livePhoneProvider } from "./phone-provider";

/** What keeps the tenant's phone messages from going out by our Action, as the stack says; `[]` where it says nothing. */
export async function phoneFindings(
  client: ManagementClient,
  { phoneProvider: expected, actions }: ExpectedStack,
): Promise<Finding[]> {
  if (expected === undefined) return [];
  const [sender, provider] = await Promise.all([boundSender(client), livePhoneProvider(client)]);
  const wanted = actions.find(({ address }) => address === expected.action)?.name;
  const differences: PhoneProviderDifference[] = [
    ...(sender?.name === wanted
      ? []
      : [{ field: "action" as const, live: sender?.name ?? null, wanted: wanted ?? null }]),
    ...providerDifferences(expected, provider),
  ];
  return differences.map((difference) => {
    return { kind: "phone-provider", address: undefined, pending: false, ...difference };
  });
}

function providerDifferences(
  { deliveryMethods }: ExpectedPhoneProvider,
  live: LivePhoneProvider | undefined,
): PhoneProviderDifference[] {
  if (live === undefined) return [{ field: "exists", live: false, wanted: true }];
  const found: PhoneProviderDifference[] = [];
  if (live.name !== "custom") found.push({ field: "name", live: live.name, wanted: "custom" });
  if (live.disabled) found.push({ field: "disabled", live: true, wanted: false });
  if (listed(live.deliveryMethods) !== listed(deliveryMethods)) {
    found.push({ field: "deliveryMethods", live: live.deliveryMethods, wanted: deliveryMethods });
  }
  return found;
}
