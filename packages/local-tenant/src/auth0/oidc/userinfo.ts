import type { Context } from "hono";
import { bearerToken } from "../management/auth";
import { crossOrigins } from "./application";
import { profileClaims } from "./profile-claims";
import type { OidcServices } from "./services";

/** `/userinfo`: what the scopes of an access token tell about its user. */
export function userinfo(c: Context, { state, tenant, users }: OidcServices): Response {
  const found = state.accessTokens.get(bearerToken(c.req.header("authorization")));
  const user = found && users().find(({ user_id }) => user_id === found.grant.userId);
  c.header("cache-control", "no-store");
  if (!found || !user || found.grant.revoked || !found.scope.includes("openid")) {
    c.header("www-authenticate", 'Bearer error="invalid_token"');
    return c.text("Unauthorized", 401);
  }
  const client = tenant.clients.find(found.grant.clientId);
  const origin = c.req.header("origin");
  if (client && origin !== undefined && crossOrigins(client).includes(origin)) {
    c.header("access-control-allow-origin", origin);
    c.header("vary", "Origin");
  }
  return c.json(profileClaims(user, found.scope));
}
