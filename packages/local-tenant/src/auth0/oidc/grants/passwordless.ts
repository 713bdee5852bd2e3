import { concluded } from "../mfa/mfa-token";
import { passwordlessKey } from "../passwordless";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { userOf } from "./authorization-code";
import type { GrantType } from "./grant-type";
import { grantWithoutSession } from "./grant-without-session";

export const passwordlessGrantType = "http://auth0.com/oauth/grant-type/passwordless/otp";

/** The code that `/passwordless/start` sent becomes tokens. */
export const passwordlessGrant: GrantType = async (parameters, client, { state, tenant, engine }) => {
  requireGrantType(client, passwordlessGrantType);
  const { username = "", otp = "", realm = "", audience } = parameters;
  if (audience === tenant.audience) throw new TokenError("access_denied", `Service not enabled: ${audience}`);
  const key = passwordlessKey(client.clientId, realm, username);
  const login = state.passwordless.get(key);
  if (login?.state !== "awaiting-code")
    throw new TokenError("invalid_grant", "Wrong phone number or verification code.");
  const result = await login.submitCode(otp);
  if (!result.accepted) {
    const tooMany = result.reason === "too_many_attempts";
    throw new TokenError(tooMany ? "too_many_attempts" : "invalid_grant", result.description, tooMany ? 429 : 403);
  }
  state.passwordless.delete(key);
  return concluded(login, client, { state, now: tenant.clock.now() }, () => {
    const grant = grantWithoutSession(client, login, parameters, tenant);
    const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
    return { grant, user: userOf(engine.users, login.userId), changes: login.tokenChanges, refreshToken };
  });
};
