/** What the Actions of a login want in its tokens. */
export interface TokenChanges {
  /** Claims by name. */
  idToken: Record<string, unknown>;
  accessToken: Record<string, unknown>;
  /** Scopes that the access token has (`true`) or lacks (`false`), whatever was asked for. */
  scopes: Record<string, boolean>;
}

export function noTokenChanges(): TokenChanges {
  return { idToken: {}, accessToken: {}, scopes: {} };
}
