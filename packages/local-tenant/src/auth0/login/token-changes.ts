/** What the Actions of a login want in its tokens. */
export interface TokenChanges {
  /** Claims by name. */
  idToken: Record<string, unknown>;
  accessToken: Record<string, unknown>;
  /** Scopes that the access token has (`true`) or lacks (`false`), whatever was asked for. */
  scopes: Record<string, boolean>;
}

/** Claims that no Action can set; Auth0 leaves the call out (Auth0 docs, create custom claims). */
export const restrictedClaims: ReadonlySet<string> = new Set(
  (
    "acr act active amr at_hash ath attest aud auth_time authorization_details azp c_hash client_id cnf cty dest " +
    "entitlements events exp groups gty htm htu iat internalService iss jcard jku jti jwe jwk kid may_act mky nbf nonce " +
    "object_id org_id org_name orig origid permissions roles rph s_hash sid sip_callid sip_cseq_num sip_date sip_from_tag " +
    "sip_via_branch sub sub_jwk toe txn typ uuid vot vtm x5t#S256"
  ).split(" "),
);

export function noTokenChanges(): TokenChanges {
  return { idToken: {}, accessToken: {}, scopes: {} };
}
