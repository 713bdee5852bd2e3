import type { ManagementClient } from "../api/client";
import { credentialAttributes, readCredentials } from "../client-credentials/credentials";
import type { DataSource } from "../resource";
import { dataSourceBlock } from "../schema";
import { emptyObject, text, type ValueMap } from "../values";
import { type ApiClient, PLAIN } from "./attributes";

async function find(api: ManagementClient, id: string | undefined, name: string | undefined): Promise<ApiClient> {
  if (id !== undefined) return api.call<ApiClient>("GET", `/clients/${id}`);
  if (name === undefined) throw new Error("One of 'client_id' or 'name' is required.");
  for (let page = 0; ; page += 1) {
    const path = `/clients?include_totals=true&page=${page}&per_page=100`;
    const { clients, total, start, limit } = await api.call<{
      clients: ApiClient[];
      total: number;
      start: number;
      limit: number;
    }>("GET", path);
    const found = clients.find((client) => client.name === name);
    if (found) return found;
    if (total <= start + limit) throw new Error(`No client found with "name" = "${name}"`);
  }
}

async function authenticationMethods(api: ManagementClient, client: ApiClient): Promise<ValueMap[]> {
  const credentials = await readCredentials(api, client);
  if (!credentials) return [];
  const shown = credentials.map((credential) => {
    const { pem: _, parse_expiry_from_cert: __, ...rest } = credentialAttributes(credential, undefined);
    return rest;
  });
  return [
    {
      private_key_jwt: [{ credentials: shown }],
      self_signed_tls_client_auth: [],
      tls_client_auth: [],
    },
  ];
}

/** `data.auth0_client`: by id, or the first of that name. */
export const clientDataSource: DataSource = {
  validate: () => [],
  async read(api, config) {
    const client = await find(api, text(config.client_id), text(config.name));
    return {
      ...emptyObject(dataSourceBlock("auth0_client")),
      ...Object.fromEntries(PLAIN.map((name) => [name, client[name] ?? null])),
      id: client.client_id,
      client_id: client.client_id,
      client_metadata: client.client_metadata ?? null,
      client_secret: client.client_secret ?? "",
      token_endpoint_auth_method: client.token_endpoint_auth_method ?? "",
      client_authentication_methods: await authenticationMethods(api, client),
    };
  },
};
