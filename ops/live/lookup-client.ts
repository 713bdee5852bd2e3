import { z } from "zod";
import type { ManagementClient } from "../auth0/client";
import { clientGrantDocument, credentialDocument, lookupClientDocument } from "../auth0/entities";

const FIELDS = "fields=name,grant_types,client_authentication_methods&include_fields=true";

/** The client that looks up enrolled numbers, as Auth0 has it. */
export interface LiveLookupClient {
  name: string;
  grantTypes: string[];
  /** Whether it signs in with a private key, and so with nothing else. */
  usesPrivateKey: boolean;
  /** Of the public keys that are valid (the JWK's thumbprint). */
  keyIds: string[];
  /** What it may do. */
  grants: { audience: string; scopes: string[] }[];
}

/** `undefined` when it is not there. Needs `read:clients`, `read:client_credentials` and `read:client_grants`. */
export async function liveLookupClient(client: ManagementClient, id: string): Promise<LiveLookupClient | undefined> {
  const path = `/clients/${encodeURIComponent(id)}`;
  const found = await client.find(`${path}?${FIELDS}`, lookupClientDocument);
  if (found === undefined) return undefined;
  const [credentials, grants] = await Promise.all([
    client.get(`${path}/credentials`, z.array(credentialDocument)),
    client.list(
      `/client-grants?client_id=${encodeURIComponent(id)}&include_totals=true`,
      "client_grants",
      clientGrantDocument,
    ),
  ]);
  const attached = found.client_authentication_methods?.private_key_jwt?.credentials;
  const isAttached = (credential: { id: string }) => attached?.some(({ id }) => id === credential.id);
  return {
    name: found.name,
    grantTypes: found.grant_types ?? [],
    usesPrivateKey: attached !== undefined,
    keyIds: credentials.filter(isAttached).map(({ kid }) => kid),
    grants: grants.map(({ audience, scope }) => ({ audience, scopes: scope ?? [] })),
  };
}
