import type { Hono } from "hono";
import type { ClientCredential } from "../../../store/client-credential";
import type { ClientCredentialInput } from "../../../store/client-credentials";
import type { LocalTenant } from "../../../tenant";
import type { Guard } from "../../auth";
import { flag, pageQuery } from "../../list-query";
import { milliseconds } from "../../time";
import { readBody, readQuery } from "../../validate";
import { type CredentialBody, credentialBody, credentialPatch } from "./schema";

/** GET /clients/{id}/credentials: there are never more than fit on one page, so a request for a page gets all. */
const credentialsQuery = pageQuery.extend({ include_totals: flag.default(false) });

/** /clients/{id}/credentials: the public keys that an application signs in with. */
export function credentialRoutes(
  app: Hono,
  { clients, clientCredentials: credentials }: LocalTenant,
  needs: Guard,
): void {
  app.get("/:id/credentials", needs("read:client_credentials"), (c) => {
    readQuery(c, credentialsQuery);
    const { clientId } = clients.get(c.req.param("id"));
    return c.json(credentials.list(clientId).map(formatCredential));
  });

  app.post("/:id/credentials", needs("create:client_credentials"), async (c) => {
    const { clientId } = clients.get(c.req.param("id"));
    const credential = credentials.create(clientId, parseCredential(await readBody(c, credentialBody)));
    return c.json(formatCredential(credential), 201);
  });

  app.get("/:id/credentials/:credential", needs("read:client_credentials"), (c) => {
    const { clientId } = clients.get(c.req.param("id"));
    return c.json(formatCredential(credentials.get(clientId, c.req.param("credential"))));
  });

  app.patch("/:id/credentials/:credential", needs("update:client_credentials"), async (c) => {
    const { clientId } = clients.get(c.req.param("id"));
    const { id, expiresAt } = credentials.get(clientId, c.req.param("credential"));
    const { expires_at: at } = await readBody(c, credentialPatch);
    const until = at === undefined ? expiresAt : at === null ? undefined : Date.parse(at);
    return c.json(formatCredential(credentials.expire(clientId, id, until)));
  });

  app.delete("/:id/credentials/:credential", needs("delete:client_credentials"), (c) => {
    clients.deleteCredential(c.req.param("id"), c.req.param("credential"));
    return c.body(null, 204);
  });
}

/** A credential as the platform answers it: never with its key. */
function formatCredential(credential: ClientCredential) {
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
