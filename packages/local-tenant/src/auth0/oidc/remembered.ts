import type { Grant } from "./grant";
import type { OidcState } from "./oidc-state";
import type { RefreshToken } from "./refresh-tokens";
import type { VaultEntry } from "./vault";

/**
 * The sign-in state that outlives a process: with it, browsers stay signed in and tokens stay valid. Sign-ins in
 * progress start over.
 */
export interface RememberedSignIns {
  /** PEM of the key that signs tokens; `undefined`: none was needed yet. */
  signingKey?: string | undefined;
  /** Ids of sessions, by the browser's cookie. */
  browsers: VaultEntry<string>[];
  grants: Grant[];
  /** `grant` is an index into `grants`: tokens share one, and are revoked with it. */
  refreshTokens: VaultEntry<OfGrant<RefreshToken>>[];
  accessTokens: VaultEntry<OfGrant<{ grant: Grant; scope: readonly string[] }>>[];
}

type OfGrant<Token extends { grant: Grant }> = Omit<Token, "grant"> & { grant: number };

export function rememberedSignIns({ key, browsers, refreshTokens, accessTokens }: OidcState): RememberedSignIns {
  const grants: Grant[] = [];
  const indexes = new Map<Grant, number>();
  const byIndex = <Token extends { grant: Grant }>({ value, ...entry }: VaultEntry<Token>) => {
    const { grant, ...token } = value;
    const index = indexes.get(grant) ?? grants.push(grant) - 1;
    indexes.set(grant, index);
    return { ...entry, value: { ...token, grant: index } };
  };
  return {
    signingKey: key.pem,
    browsers: browsers.entries(),
    grants,
    refreshTokens: refreshTokens.entries().map(byIndex),
    accessTokens: accessTokens.entries().map(byIndex),
  };
}

/** Brings it back. Throws for a signing key that is none, and for a token without its grant. */
export function restoreSignIns(state: OidcState, remembered: RememberedSignIns): void {
  const grants = structuredClone(remembered.grants);
  const withGrant = <Token extends { grant: number }>({ value, ...entry }: VaultEntry<Token>) => {
    const grant = grants[value.grant];
    if (!grant) throw new Error(`A token has no grant: there is none at ${value.grant}.`);
    return { ...entry, value: { ...value, grant } };
  };
  if (remembered.signingKey !== undefined) state.key.restore(remembered.signingKey);
  state.browsers.restore(remembered.browsers);
  state.refreshTokens.restore(remembered.refreshTokens.map(withGrant));
  state.accessTokens.restore(remembered.accessTokens.map(withGrant));
}
