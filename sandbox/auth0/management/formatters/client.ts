import type { ApiClient } from "../../store/entities";

/** An application without its secret, which takes a scope of its own to read. */
export function formatClient(client: ApiClient, tenant: string) {
  return {
    client_id: client.clientId,
    tenant,
    name: client.name,
    app_type: "non_interactive",
    is_first_party: true,
    grant_types: ["client_credentials"],
    token_endpoint_auth_method: client.clientSecret === undefined ? "private_key_jwt" : "client_secret_post",
  };
}
