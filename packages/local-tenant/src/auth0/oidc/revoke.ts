import type { Context } from "hono";
import { readTokenRequest } from "../management/token-request";
import type { OidcServices } from "./services";
import { tokenClient } from "./token-client";
import { orTokenError } from "./token-error";

/** `POST /oauth/revoke`: ends a refresh token with all that came of its grant. An unknown one is as good as revoked. */
export async function revoke(c: Context, services: OidcServices): Promise<Response> {
  const parameters = await readTokenRequest(c);
  if (typeof parameters === "string") return c.json({ error: "invalid_request", error_description: parameters }, 400);
  return orTokenError(c, async () => {
    const client = tokenClient(c, parameters, services.tenant);
    const token = services.state.refreshTokens.get(parameters.token);
    if (token?.grant.clientId === client.clientId) token.grant.revoked = true;
    return c.body(null, 200);
  });
}
