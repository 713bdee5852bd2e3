import { checkLogin, type LoginRequest } from "../../login";
import { findAccount } from "../accounts";
import { concluded } from "../mfa/mfa-token";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { userOf } from "./authorization-code";
import type { GrantType } from "./grant-type";
import { grantWithoutSession } from "./grant-without-session";
import { shownParameters } from "./shown-parameters";

const realmGrant = "http://auth0.com/oauth/grant-type/password-realm";

/** The Resource Owner Password Grant, with or without a realm: the name of a database. */
export const passwordGrant: GrantType = async (parameters, client, services, userAgent) => {
  const { tenant, state, startLogin, users, engine } = services;
  const { grant_type: type, username = "", password = "", realm, audience } = parameters;
  requireGrantType(client, ...(type === realmGrant ? [realmGrant, "password"] : ["password"]));
  const connection = realm ?? "Username-Password-Authentication";
  const account = findAccount(users(), username, connection);
  if (account?.method !== "password") throw new TokenError("invalid_grant", "Wrong email or password.");
  if (audience === tenant.audience) throw new TokenError("access_denied", `Service not enabled: ${audience}`);
  const request: LoginRequest = {
    grant: "password",
    mfaApi: true,
    method: "password",
    client: client.clientId,
    user: account.user.user_id,
    connection,
    password,
    request: { parameters: shownParameters(parameters), ...(userAgent !== undefined && { userAgent }) },
  };
  checkLogin(request);
  const login = await startLogin(request);
  return concluded(login, client, { state, now: tenant.clock.now() }, () => {
    const grant = grantWithoutSession(client, login, parameters, tenant);
    const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
    const user = userOf(engine.users, login.userId);
    return { grant, user, changes: login.tokenChanges, gty: "password", refreshToken };
  });
};
