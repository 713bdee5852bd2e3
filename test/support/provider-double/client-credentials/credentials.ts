import { createHash, createPublicKey } from "node:crypto";
import type { ManagementClient } from "../api/client";
import type { ApiClient } from "../client/attributes";
import type { ValueMap } from "../values";

/** A credential as the API answers it. */
export interface ApiCredential {
  id: string;
  credential_type: string;
  kid: string;
  alg: string;
  name?: string;
  created_at: string;
  updated_at: string;
  expires_at?: string;
}

/** The credentials that the client signs in with, one call each; `undefined` when it signs in another way. */
export async function readCredentials(api: ManagementClient, client: ApiClient): Promise<ApiCredential[] | undefined> {
  const methods = client.client_authentication_methods as
    | { private_key_jwt?: { credentials: { id: string }[] } }
    | undefined;
  const used = methods?.private_key_jwt?.credentials;
  if (!used) return undefined;
  const read: ApiCredential[] = [];
  for (const { id } of used) {
    read.push(await api.call<ApiCredential>("GET", `/clients/${client.client_id}/credentials/${id}`));
  }
  return read;
}

/**
 * A credential in the state. The API never tells the key: it is that of `stored`, unless its thumbprint is another one.
 * @param stored the same credential in the configuration or the state before.
 */
export function credentialAttributes(credential: ApiCredential, stored: ValueMap | undefined): ValueMap {
  const { id, credential_type, kid, alg, created_at, updated_at } = credential;
  const pem = typeof stored?.pem === "string" && thumbprint(stored.pem) === kid ? stored.pem : "";
  return {
    id,
    credential_type,
    key_id: kid,
    created_at,
    updated_at,
    pem,
    name: credential.name ?? null,
    expires_at: credential.expires_at ?? null,
    // The real provider's defaults: what is not configured is not a difference.
    algorithm: (stored?.algorithm ?? null) === null && stored && alg === "RS256" ? null : alg,
    parse_expiry_from_cert: stored?.parse_expiry_from_cert ?? null,
  };
}

/** RFC 7638; empty for what is no key. */
export function thumbprint(pem: string): string {
  try {
    const { e, kty, n } = createPublicKey(pem).export({ format: "jwk" });
    return createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
  } catch {
    return "";
  }
}
