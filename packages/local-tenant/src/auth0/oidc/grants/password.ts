import { checkLogin, type LoginRequest } from "../../login";
import { findAccount } from "../accounts";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { completed, grantWithoutSession } from "./completed";
import type { GrantType } from "./grant-type";
import { shownParameters } from "./shown-parameters";

const realmGrant = "http://auth0.com/oauth/grant-type/password-realm";

/** The Resource Owner Password Grant, with or without a realm: the name of a database. */
export const passwordGrant: GrantType = async (parameters, client, services, userAgent) => {
  const { tenant, state, startLogin, users } = services;
  const { grant_type: type, username = "", password = "", realm, audience } = parameters;
  requireGrantType(client, ...(type === realmGrant ? [realmGrant, "password"] : ["password"]));
  const connection = realm ?? "Username-Password-Authentication";
  const account = findAccount(users(), username, connection);
  if (account?.method !== "password") throw new TokenError("invalid_grant", "Wrong email or password.");
  if (audience === tenant.audience) throw new TokenError("access_denied", `Service not enabled: ${audience}`);
  const request: LoginRequest = {
    grant: "password",
    method: "password",
    client: client.clientId,
    user: account.user.user_id,
    connection,
    password,
    request: { parameters: shownParameters(parameters), ...(userAgent !== undefined && { userAgent }) },
  };
  checkLogin(request);
  const login = completed(await startLogin(request));
  const grant = grantWithoutSession(client, login, parameters, tenant);
  const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
  return { grant, user: account.user, changes: login.tokenChanges, gty: "password", refreshToken };
};
