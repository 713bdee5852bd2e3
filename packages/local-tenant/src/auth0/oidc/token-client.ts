import type { Context } from "hono";
import { authenticate, credentials } from "../management/client-authentication";
import type { TokenRequest } from "../management/token-request";
import type { Application } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { crossOrigins, isPublic } from "./application";
import { TokenError } from "./token-error";

/** The application that a request comes from; one that has no secret is taken at its word. Throws `TokenError`. */
export function tokenClient(c: Context, parameters: TokenRequest, tenant: LocalTenant): Application {
  const header = c.req.header("authorization");
  const [id = ""] = credentials(parameters, header);
  const named = tenant.clients.find(id);
  const client = named && isPublic(named) ? named : authenticate(tenant, parameters, header);
  if (!client) throw new TokenError("access_denied", "Unauthorized", 401);
  requireOrigin(c, client, tenant);
  return client;
}

/** Throws a `TokenError` unless the application may use the grant. */
export function requireGrantType({ grantTypes }: Application, ...types: readonly string[]): void {
  if (types.some((type) => grantTypes.includes(type))) return;
  throw new TokenError("unauthorized_client", `Grant type '${types[0]}' not allowed for the client.`);
}

/** A web page may ask only for an application that lists its origin. Throws a `TokenError`. */
export function requireOrigin(c: Context, client: Application | undefined, { domain }: LocalTenant): void {
  const origin = c.req.header("origin");
  if (origin === undefined || origin === `https://${domain}`) return;
  if (!client || !crossOrigins(client).includes(origin)) {
    throw new TokenError("access_denied", `Origin ${origin} is not allowed for the client.`);
  }
  c.header("access-control-allow-origin", origin);
  c.header("vary", "Origin");
}
