import { UnknownUserError, type User, type UserStore } from "../../users";
import { isPublic } from "../application";
import { answers } from "../grant";
import { issueRefreshToken } from "../refresh-tokens";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import type { GrantType } from "./grant-type";

/** A code becomes tokens, once. Whoever shows it again takes away what the first one got. */
export const authorizationCode: GrantType = async (parameters, client, { state, engine, tenant }) => {
  requireGrantType(client, "authorization_code");
  const code = state.codes.get(parameters.code);
  if (!code || code.grant.clientId !== client.clientId) {
    throw new TokenError("invalid_grant", "Invalid authorization code");
  }
  if (code.used) {
    code.grant.revoked = true;
    throw new TokenError("invalid_grant", "Invalid authorization code");
  }
  code.used = true;
  const { redirect_uri: redirectUri, code_verifier: verifier } = parameters;
  if (redirectUri === undefined ? code.redirectUriNamed : redirectUri !== code.redirectUri) {
    throw new TokenError(
      "unauthorized_client",
      `The redirect URI is wrong. You sent ${redirectUri ?? null}, and we expected ${code.redirectUri}`,
    );
  }
  if (code.challenge || verifier !== undefined || isPublic(client)) {
    const fits = code.challenge && verifier !== undefined && answers(code.challenge, verifier);
    if (!fits) throw new TokenError("invalid_grant", "Failed to verify code verifier");
  }
  const { grant, changes, nonce } = code;
  const refreshToken = issueRefreshToken(state, grant, client, tenant.clock);
  return { grant, changes, nonce, refreshToken, user: userOf(engine.users, grant.userId) };
};

/** Throws a `TokenError` for a user who is gone. */
export function userOf(users: UserStore, id: string): User {
  try {
    return users.get(id);
  } catch (error) {
    if (error instanceof UnknownUserError) throw new TokenError("invalid_grant", "The user does not exist any more.");
    throw error;
  }
}
