import type { Context } from "hono";
import { bearerToken } from "../../management/auth";
import type { OidcServices } from "../services";
import { requireOrigin } from "../token-client";
import { orTokenError } from "../token-error";
import { authenticatorsOf } from "./authenticators";
import { pendingMfa } from "./mfa-token";

/** `GET /mfa/authenticators`: the factors of the user whose login an `mfa_token` stands for. */
export function listAuthenticators(c: Context, { state, tenant, engine }: OidcServices): Promise<Response> {
  return orTokenError(c, async () => {
    const pending = pendingMfa(bearerToken(c.req.header("authorization")), { state, now: tenant.clock.now() });
    requireOrigin(c, tenant.clients.find(pending.clientId), tenant);
    return c.json(authenticatorsOf(engine.users.get(pending.login.userId), tenant));
  });
}
