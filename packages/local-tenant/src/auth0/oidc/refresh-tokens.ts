import type { Clock } from "../../support/clock";
import type { Application } from "../store/entities";
import { refreshTokenPolicy } from "./application";
import type { Grant } from "./grant";
import { newKey, type Vault } from "./vault";

export interface RefreshToken {
  grant: Grant;
  /** Milliseconds since the Unix epoch. */
  lastUsedAt: number;
  /** When another one took its place; `undefined`: it is the newest. */
  replacedAt?: number;
}

type Tokens = { refreshTokens: Vault<RefreshToken> };

/** A refresh token for an application that asked for one and may have it. */
export function issueRefreshToken(
  { refreshTokens }: Tokens,
  grant: Grant,
  client: Application,
  clock: Clock,
): string | undefined {
  if (!grant.scope.includes("offline_access") || !client.grantTypes.includes("refresh_token")) return undefined;
  return refreshTokens.put({ grant, lastUsedAt: clock.now() }, `v1.${newKey()}`);
}

/** The token, if it is good for this application. One that was used after it was replaced takes all of its grant's with it. */
export function usableRefreshToken(
  { refreshTokens }: Tokens,
  value: string,
  client: Application,
  clock: Clock,
): RefreshToken | undefined {
  const token = refreshTokens.get(value);
  if (!token || token.grant.clientId !== client.clientId || token.grant.revoked) return undefined;
  const { leeway, lifetime, idleLifetime } = refreshTokenPolicy(client);
  const now = clock.now();
  if (token.replacedAt !== undefined && now >= token.replacedAt + leeway * 1000) {
    token.grant.revoked = true;
    return undefined;
  }
  if (lifetime !== undefined && now > token.grant.givenAt + lifetime * 1000) return undefined;
  return idleLifetime !== undefined && now > token.lastUsedAt + idleLifetime * 1000 ? undefined : token;
}

/** Marks a token as used; where the application's tokens rotate, the result takes its place. */
export function rotate(
  { refreshTokens }: Tokens,
  token: RefreshToken,
  client: Application,
  clock: Clock,
): string | undefined {
  token.lastUsedAt = clock.now();
  if (!refreshTokenPolicy(client).rotating) return undefined;
  token.replacedAt ??= clock.now();
  return refreshTokens.put({ grant: token.grant, lastUsedAt: clock.now() }, `v1.${newKey()}`);
}
