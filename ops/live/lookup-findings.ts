import type { ManagementClient } from "../auth0/client";
import { listed } from "../support/listed";
import type { ExpectedLookupClient, ExpectedStack } from "../terraform/expected-stack";
import type { Finding, LookupDifference } from "./finding";
import { type LiveLookupClient, liveLookupClient } from "./lookup-client";

/**
 * What keeps the look-up client from its work, and what it may do beyond that; `[]` where the stack has none.
 * @param id the client's, by the state; `undefined` without one.
 */
export async function lookupFindings(
  client: ManagementClient,
  { lookupClient: expected }: ExpectedStack,
  id: string | undefined,
): Promise<Finding[]> {
  if (expected === undefined) return [];
  const live = id === undefined ? undefined : await liveLookupClient(client, id);
  return differences(expected, live).map((difference) => ({ address: undefined, pending: false, ...difference }));
}

function differences(expected: ExpectedLookupClient, live: LiveLookupClient | undefined): LookupDifference[] {
  if (live === undefined) return [{ kind: "lookup-client", field: "exists", live: false, wanted: true }];
  return [...clientDifferences(live), ...keyDifferences(expected, live), ...grantDifferences(expected, live)];
}

function clientDifferences({ grantTypes: live }: LiveLookupClient): LookupDifference[] {
  const wanted = ["client_credentials"];
  return listed(live) === listed(wanted) ? [] : [{ kind: "lookup-client", field: "grantTypes", live, wanted }];
}

function keyDifferences(
  { keyIds: wanted }: ExpectedLookupClient,
  { keyIds: live, usesPrivateKey }: LiveLookupClient,
): LookupDifference[] {
  if (!usesPrivateKey) return [{ kind: "lookup-keys", field: "usesPrivateKey", live: false, wanted: true }];
  const same = live.every((id) => wanted.includes(id)) && wanted.every((id) => live.includes(id));
  return same ? [] : [{ kind: "lookup-keys", field: "keyIds", live, wanted }];
}

function grantDifferences(
  { audience, scopes: wanted }: ExpectedLookupClient,
  { grants }: LiveLookupClient,
): LookupDifference[] {
  const ours = grants.find((grant) => grant.audience === audience);
  const others = grants.filter((grant) => grant !== ours);
  const live = ours?.scopes ?? null;
  return [
    ...(live !== null && listed(live) === listed(wanted)
      ? []
      : [{ kind: "lookup-grant" as const, audience, live, wanted }]),
    ...others.map((grant) => {
      return { kind: "lookup-grant" as const, audience: grant.audience, live: grant.scopes, wanted: null };
    }),
  ];
}
