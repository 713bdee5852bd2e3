import type { ApplicationInput } from "../auth0/store/clients";
import type { Application } from "../auth0/store/entities";
import type { LocalTenant } from "../auth0/tenant";
import type { ClientDocument } from "../sources/document";

/**
 * Brings a document's applications into a tenant with their keys and what they may do; one of the same name becomes the
 * document's, in what that says. Returns the client ids by key.
 */
export function loadClients(tenant: LocalTenant, clients: readonly ClientDocument[]): Map<string, string> {
  return new Map(
    clients.map((client) => {
      const { key, name, keys, scopes } = client;
      const existing = tenant.clients.list().find((application) => application.name === name);
      const input = inputOf(client, existing);
      const { clientId } = existing ? tenant.clients.update(existing.clientId, input) : tenant.clients.create(input);
      if (keys) setKeys(tenant, clientId, keys);
      if (scopes) tenant.clientGrants.grant(clientId, scopes);
      return [key, clientId] as const;
    }),
  );
}

function inputOf(client: ClientDocument, existing: Application | undefined): ApplicationInput {
  const { name, appType = existing?.appType, grantTypes, properties, keys, authMethod } = client;
  return {
    name,
    appType,
    properties: { ...existing?.properties, ...properties },
    ...(grantTypes && { grantTypes }),
    ...(authMethod && !keys && { tokenEndpointAuthMethod: authMethod, assertionCredentials: undefined }),
  };
}

function setKeys({ clients, clientCredentials }: LocalTenant, clientId: string, pems: readonly string[]): void {
  clients.update(clientId, { assertionCredentials: [], tokenEndpointAuthMethod: undefined });
  for (const { id } of clientCredentials.list(clientId)) clientCredentials.delete(clientId, id);
  const assertionCredentials = pems.map((pem) => clientCredentials.create(clientId, { pem }).id);
  clients.update(clientId, { assertionCredentials });
}
