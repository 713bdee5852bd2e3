import type { LoginRequest } from "../../login";
import { checkLogin, listed } from "../../login";
import { concluded } from "../mfa/mfa-token";
import { rotate, usableRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { userOf } from "./authorization-code";
import type { GrantType } from "./grant-type";
import { shownParameters } from "./shown-parameters";

/** A refresh token becomes new tokens; the Actions run, and decide. */
export const refreshTokenGrant: GrantType = async (parameters, client, services, userAgent) => {
  const { state, tenant, engine, startLogin } = services;
  requireGrantType(client, "refresh_token");
  const usable = () => {
    const token = usableRefreshToken(state, parameters.refresh_token ?? "", client, tenant.clock);
    if (!token) throw new TokenError("invalid_grant", "Unknown or invalid refresh token.");
    return token;
  };
  const { grant } = usable();
  const scope = narrowed(grant.scope, parameters.scope);
  const user = userOf(engine.users, grant.userId);
  const session = engine.sessions.get(grant.sessionId ?? "");
  const request: LoginRequest = {
    grant: "refresh_token",
    mfaApi: true,
    client: client.clientId,
    user: user.user_id,
    ...(session && { session: session.id }),
    ...(grant.organization !== undefined && { organization: grant.organization }),
    request: { parameters: shownParameters(parameters), ...(userAgent !== undefined && { userAgent }) },
  };
  checkLogin(request);
  const login = await startLogin(request);
  if (login.refreshTokenRevoked) state.refreshTokens.delete(parameters.refresh_token ?? "");
  return concluded(login, client, { state, now: tenant.clock.now() }, () => {
    // It may have been used a second time while the Actions ran, or the user answered.
    const refreshToken = rotate(state, usable(), client, tenant.clock);
    grant.multifactor ||= login.passedMfa;
    return { grant, user, changes: login.tokenChanges, gty: "refresh_token", scope, refreshToken };
  });
};

/** What was asked for of what was granted; by default all of it. */
function narrowed(granted: readonly string[], asked: string | undefined): readonly string[] {
  if (asked === undefined) return granted;
  const scope = listed(asked).filter((each) => granted.includes(each));
  if (scope.length === 0) throw new TokenError("invalid_scope", "None of these scopes was granted.", 400);
  return scope;
}
