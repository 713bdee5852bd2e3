import { type Login, listed } from "../../login";
import type { TokenRequest } from "../../management/token-request";
import type { Application } from "../../store/entities";
import type { LocalTenant } from "../../tenant";
import type { Grant } from "../grant";

/** What a login without a session lets its application have. */
export function grantWithoutSession(
  { clientId }: Application,
  { userId, passedMfa }: Login,
  { audience, scope }: TokenRequest,
  { domain, clock }: LocalTenant,
): Grant {
  return {
    clientId,
    userId,
    sessionId: undefined,
    scope: listed(scope),
    audience: audience === `https://${domain}/userinfo` ? undefined : audience,
    organization: undefined,
    authenticatedAt: clock.now(),
    givenAt: clock.now(),
    multifactor: passedMfa,
    revoked: false,
  };
}
