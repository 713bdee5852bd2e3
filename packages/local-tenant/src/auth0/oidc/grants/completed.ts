import { type Login, listed } from "../../login";
import type { TokenRequest } from "../../management/token-request";
import type { Application } from "../../store/entities";
import type { LocalTenant } from "../../tenant";
import type { Grant } from "../grant";
import { TokenError } from "../token-error";

/** A login without a browser, once it is over. Throws a `TokenError` for one that was refused. */
export function completed(login: Login): Login {
  const { outcome } = login;
  if (outcome?.status === "completed") return login;
  throw new TokenError(outcome?.error ?? "access_denied", outcome?.description ?? "The login is not over.");
}

/** What a login without a session lets its application have. */
export function grantWithoutSession(
  { clientId }: Application,
  { userId }: Login,
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
    multifactor: false,
    revoked: false,
  };
}
