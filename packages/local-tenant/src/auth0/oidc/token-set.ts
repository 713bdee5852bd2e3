import type { TokenChanges } from "../login";
import { restrictedClaims } from "../login/token-changes";
import type { LocalTenant } from "../tenant";
import { idTokenLifetime } from "./application";
import { accessTokenLifetime } from "./lifetimes";
import type { OidcState } from "./oidc-state";
import { profileClaims } from "./profile-claims";
import type { Claims } from "./signing-key";
import type { TokenRequestOutcome } from "./token-request-outcome";
import { newKey } from "./vault";

/** The answer of the token endpoint. */
export async function tokenSet(tenant: LocalTenant, state: OidcState, outcome: TokenRequestOutcome): Promise<Claims> {
  const { grant, changes, refreshToken, recoveryCode } = outcome;
  const scope = changedScope(outcome.scope ?? grant.scope, changes);
  const accessToken = await makeAccessToken(tenant, state, outcome, scope);
  state.accessTokens.put({ grant, scope }, accessToken);
  return {
    access_token: accessToken,
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...(scope.includes("openid") && { id_token: await makeIdToken(tenant, state, outcome, scope) }),
    ...(recoveryCode !== undefined && { recovery_code: recoveryCode }),
    scope: scope.join(" "),
    expires_in: accessTokenLifetime,
    token_type: "Bearer",
  };
}

/** An API gets a JSON web token to read; for `/userinfo` alone the token is opaque, as on the platform. */
async function makeAccessToken(
  tenant: LocalTenant,
  { key }: OidcState,
  { grant, changes, gty }: TokenRequestOutcome,
  scope: readonly string[],
): Promise<string> {
  const { audience, userId, clientId, organization } = grant;
  if (audience === undefined) return newKey();
  const now = seconds(tenant.clock.now());
  const claims = {
    ...custom(changes.accessToken),
    iss: issuer(tenant),
    sub: userId,
    aud: scope.includes("openid") ? [audience, `${issuer(tenant)}userinfo`] : audience,
    iat: now,
    exp: now + accessTokenLifetime,
    scope: scope.join(" "),
    azp: clientId,
    jti: newKey().slice(0, 22),
    ...(organization !== undefined && { org_id: organization }),
    ...(gty !== undefined && { gty }),
  };
  return key.sign(claims);
}

async function makeIdToken(
  tenant: LocalTenant,
  { key }: OidcState,
  { grant, user, changes, nonce }: TokenRequestOutcome,
  scope: readonly string[],
): Promise<string> {
  const now = seconds(tenant.clock.now());
  const client = tenant.clients.find(grant.clientId);
  return key.sign({
    ...profileClaims(user, scope),
    ...custom(changes.idToken),
    iss: issuer(tenant),
    sub: user.user_id,
    aud: grant.clientId,
    iat: now,
    exp: now + (client ? idTokenLifetime(client) : 0),
    auth_time: seconds(grant.authenticatedAt),
    ...(grant.sessionId !== undefined && { sid: grant.sessionId }),
    ...(nonce !== undefined && { nonce }),
    ...(grant.multifactor && { acr: multifactorAcr, amr: ["mfa"] }),
    ...(grant.organization !== undefined && { org_id: grant.organization }),
  });
}

const multifactorAcr = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

/** `https://<domain>/`. */
export function issuer({ domain }: LocalTenant): string {
  return `https://${domain}/`;
}

function changedScope(scope: readonly string[], { scopes }: TokenChanges): string[] {
  const added = Object.keys(scopes).filter((each) => scopes[each]);
  return [...new Set([...scope, ...added])].filter((each) => scopes[each] !== false);
}

function custom(claims: Record<string, unknown>): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !restrictedClaims.has(name) && name !== "scope"));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
