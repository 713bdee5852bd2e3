import type { ManagementClient } from "../auth0/client";
import { listed } from "../support/listed";
import type { ExpectedLookupClient, ExpectedStack } from "../terraform/expected-stack";
import type { Finding, FindingKind } from "./finding";
import { type LiveLookupClient, liveLookupClient } from "./lookup-client";

type Fault = [kind: FindingKind, what: string];

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
  return faults(expected, live).map(([kind, what]) => {
    return { kind, address: undefined, where: "the look-up client", what, pending: false };
  });
}

function faults(expected: ExpectedLookupClient, live: LiveLookupClient | undefined): Fault[] {
  if (live === undefined) return [["lookup-client", "is not there: no enrolled number is looked up"]];
  return [...clientFaults(live), ...keyFaults(expected, live), ...grantFaults(expected, live)];
}

function clientFaults({ grantTypes }: LiveLookupClient): Fault[] {
  const others = grantTypes.filter((type) => type !== "client_credentials");
  if (others.length > 0) return [["lookup-client", `has the grant types ${listed(others)}, which it does not need`]];
  return grantTypes.length > 0 ? [] : [["lookup-client", "lacks the grant type client_credentials"]];
}

function keyFaults({ keyIds: wanted }: ExpectedLookupClient, { keyIds, usesPrivateKey }: LiveLookupClient): Fault[] {
  if (!usesPrivateKey) return [["lookup-keys", "signs in with a secret instead of its private key"]];
  const missing = wanted.filter((id) => !keyIds.includes(id));
  const added = keyIds.filter((id) => !wanted.includes(id));
  return [
    ...(missing.length > 0 ? [["lookup-keys", `lacks the public key ${listed(missing)}`] satisfies Fault] : []),
    ...(added.length > 0
      ? [["lookup-keys", `accepts a public key that is not in the stack: ${listed(added)}`] satisfies Fault]
      : []),
  ];
}

function grantFaults({ audience, scopes }: ExpectedLookupClient, { grants }: LiveLookupClient): Fault[] {
  const ours = grants.find((grant) => grant.audience === audience);
  const others = grants.filter((grant) => grant !== ours);
  return [
    ...(ours === undefined
      ? [["lookup-grant", `may not use ${audience}`] satisfies Fault]
      : listed(ours.scopes) === listed(scopes)
        ? []
        : [["lookup-grant", `may ${listed(ours.scopes) || "nothing"} instead of ${listed(scopes)}`] satisfies Fault]),
    ...others.map((grant): Fault => ["lookup-grant", `may also use ${grant.audience}: ${listed(grant.scopes)}`]),
  ];
}
