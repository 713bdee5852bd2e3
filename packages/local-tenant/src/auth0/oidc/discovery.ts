import type { LocalTenant } from "../tenant";
import { deviceGrantType } from "./device/device-flow";
import { issuer } from "./token-set";

/** `/.well-known/openid-configuration`: what there is, and nothing that there is not. */
export function discovery(tenant: LocalTenant): object {
  const at = (path: string) => `${issuer(tenant)}${path}`;
  return {
    issuer: issuer(tenant),
    authorization_endpoint: at("authorize"),
    token_endpoint: at("oauth/token"),
    userinfo_endpoint: at("userinfo"),
    jwks_uri: at(".well-known/jwks.json"),
    revocation_endpoint: at("oauth/revoke"),
    device_authorization_endpoint: at("oauth/device/code"),
    mfa_challenge_endpoint: at("mfa/challenge"),
    end_session_endpoint: at("oidc/logout"),
    scopes_supported: ["openid", "profile", "email", "phone", "offline_access"],
    response_types_supported: ["code"],
    response_modes_supported: ["query", "fragment", "form_post", "web_message"],
    grant_types_supported: [
      "authorization_code",
      "refresh_token",
      "client_credentials",
      "password",
      "http://auth0.com/oauth/grant-type/password-realm",
      "http://auth0.com/oauth/grant-type/passwordless/otp",
      deviceGrantType,
      "http://auth0.com/oauth/grant-type/mfa-otp",
      "http://auth0.com/oauth/grant-type/mfa-oob",
      "http://auth0.com/oauth/grant-type/mfa-recovery-code",
    ],
    code_challenge_methods_supported: ["S256"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"],
    token_endpoint_auth_signing_alg_values_supported: ["RS256", "RS384", "PS256"],
    claims_supported: [
      "sub iss aud exp iat auth_time nonce sid acr amr name nickname updated_at email email_verified",
      "phone_number phone_number_verified",
    ].flatMap((names) => names.split(" ")),
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_parameter_supported: false,
  };
}
