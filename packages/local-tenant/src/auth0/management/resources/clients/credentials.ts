import type { ClientCredentialInput } from "../../../store/client-credentials";
import type { ClientCredential } from "../../../store/entities";
import { milliseconds } from "../../time";
import type { CredentialBody } from "./schema";

/** A credential as the platform answers it: never with its key. */
export function formatCredential(credential: ClientCredential) {
  const { id, name, kid, alg, createdAt, updatedAt, expiresAt } = credential;
  return {
    id,
    credential_type: "public_key",
    kid,
    alg,
    ...(name !== undefined && { name }),
    created_at: milliseconds(createdAt),
    updated_at: milliseconds(updatedAt),
    ...(expiresAt !== undefined && { expires_at: milliseconds(expiresAt) }),
  };
}

export function parseCredential(body: CredentialBody): ClientCredentialInput {
  const { name, pem, alg, kid, expires_at, parse_expiry_from_cert: parseExpiryFromCert } = body;
  return { name, pem, alg, kid, parseExpiryFromCert, ...(expires_at && { expiresAt: Date.parse(expires_at) }) };
}
