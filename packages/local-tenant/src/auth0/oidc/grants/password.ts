import { checkLogin, type LoginRequest, listed } from "../../login";
import { findAccount } from "../accounts";
import type { Grant } from "../grant";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import { completed } from "./completed";
import type { GrantType } from "./grant-type";
import { shownParameters } from "./shown-parameters";

const realmGrant = "http://auth0.com/oauth/grant-type/password-realm";

/** The Resource Owner Password Grant, with or without a realm: the name of a database. */
export const passwordGrant: GrantType = async (parameters, client, services, userAgent) => {
  const { tenant, state, startLogin, users } = services;
  const { grant_type: type, username = "", password = "", realm, audience, scope } = parameters;
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
  const grant: Grant = {
    clientId: client.clientId,
    userId: login.userId,
    sessionId: undefined,
    scope: listed(scope),
    audience: audience === `https://${tenant.domain}/userinfo` ? undefined : audience,
    organization: undefined,
    authenticatedAt: tenant.clock.now(),
    multifactor: false,
    revoked: false,
  };
  const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
  return { grant, user: account.user, changes: login.tokenChanges, gty: "password", refreshToken };
};
