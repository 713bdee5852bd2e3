import type { ApiClient } from "../../store/entities";

const MACHINE = ["client_credentials"];

/** An application without its secret, which takes a scope of its own to read. */
export function formatClient(client: ApiClient, tenant: string) {
  return {
    client_id: client.clientId,
    tenant,
    name: client.name,
    app_type: client.grantTypes === undefined ? "non_interactive" : "regular_web",
    is_first_party: true,
    grant_types: client.grantTypes ?? MACHINE,
    token_endpoint_auth_method: client.clientSecret === undefined ? "private_key_jwt" : "client_secret_post",
  };
}
