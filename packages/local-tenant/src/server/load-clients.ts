import type { LocalTenant } from "../auth0/tenant";
import type { ClientDocument } from "../sources/document";

/**
 * Brings a document's applications into a tenant with their keys and what they may do; one of the same name becomes the
 * document's. Returns the client ids by key.
 */
export function loadClients(tenant: LocalTenant, clients: readonly ClientDocument[]): Map<string, string> {
  return new Map(
    clients.map(({ key, name, appType, grantTypes, properties, keys, scopes }) => {
      const existing = tenant.clients.list().find((client) => client.name === name);
      const input = { name, appType, properties, ...(grantTypes && { grantTypes }) };
      const { clientId } = existing ?? tenant.clients.create(input);
      if (keys) setKeys(tenant, clientId, keys);
      if (scopes) tenant.clientGrants.grant(clientId, scopes);
      return [key, clientId] as const;
    }),
  );
}

function setKeys({ clients, clientCredentials }: LocalTenant, clientId: string, pems: readonly string[]): void {
  clients.update(clientId, { assertionCredentials: [], tokenEndpointAuthMethod: undefined });
  for (const { id } of clientCredentials.list(clientId)) clientCredentials.delete(clientId, id);
  const assertionCredentials = pems.map((pem) => clientCredentials.create(clientId, { pem }).id);
  clients.update(clientId, { assertionCredentials });
}
