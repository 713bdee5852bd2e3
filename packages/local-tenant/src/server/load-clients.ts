import type { LocalTenant } from "../auth0/tenant";
import { blocks, resources, type StackDocument } from "./stack-document";

/**
 * Brings a stack's clients into a tenant, with their public keys and what they may do; one of the same name becomes the
 * stack's. Gives the client ids by Terraform address.
 */
export function loadClients(tenant: LocalTenant, document: StackDocument): Map<string, string> {
  const ids = new Map(
    resources(document, "auth0_client").map(([address, { name, app_type: appType, grant_types: grantTypes }]) => {
      const existing = tenant.clients.list().find((client) => client.name === name);
      const { clientId } = existing ?? tenant.clients.create({ name, appType, grantTypes });
      return [address, clientId] as const;
    }),
  );
  for (const [address, { client_id, private_key_jwt }] of resources(document, "auth0_client_credentials")) {
    const clientId = idOf(address, client_id, ids);
    const pems = blocks(private_key_jwt).flatMap(({ credentials }) =>
      blocks(credentials).map(({ pem }) => String(pem)),
    );
    setKeys(tenant, clientId, pems);
  }
  for (const [address, { client_id, scopes }] of resources(document, "auth0_client_grant")) {
    tenant.clientGrants.grant(idOf(address, client_id, ids), scopes);
  }
  return ids;
}

function setKeys({ clients, clientCredentials }: LocalTenant, clientId: string, pems: readonly string[]): void {
  clients.update(clientId, { assertionCredentials: [], tokenEndpointAuthMethod: undefined });
  for (const { id } of clientCredentials.list(clientId)) clientCredentials.delete(clientId, id);
  const assertionCredentials = pems.map((pem) => clientCredentials.create(clientId, { pem }).id);
  clients.update(clientId, { assertionCredentials });
}

function idOf(address: string, reference: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(/^\$\{(.+)\.client_id\}$/.exec(reference)?.[1] ?? "");
  if (id === undefined) throw new Error(`${address} belongs to a client that is not in the stack.`);
  return id;
}
