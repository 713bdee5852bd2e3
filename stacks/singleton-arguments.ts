/**
 * Every argument of the two resources that exist once per tenant. What a stack does not set must be ignored by name, or
 * the provider changes it. A test compares both lists with the provider's schema.
 */
export const tenantArguments: readonly string[] = [
  "acr_values_supported",
  "allow_organization_name_in_authentication_api",
  "allowed_logout_urls",
  "client_id_metadata_document_supported",
  "customize_mfa_in_postlogin_action",
  "default_audience",
  "default_directory",
  "default_redirection_uri",
  "disable_acr_values_supported",
  "dynamic_client_registration_security_mode",
  "enabled_locales",
  "ephemeral_session_lifetime",
  "friendly_name",
  "idle_ephemeral_session_lifetime",
  "idle_session_lifetime",
  "phone_consolidated_experience",
  "picture_url",
  "pushed_authorization_requests_supported",
  "resource_parameter_profile",
  "sandbox_version",
  "session_lifetime",
  "skip_non_verifiable_callback_uri_confirmation_prompt",
  "support_email",
  "support_url",
  "default_token_quota",
  "error_page",
  "flags",
  "mtls",
  "oidc_logout",
  "session_cookie",
  "sessions",
];

/** See {@link tenantArguments}. */
export const guardianArguments: readonly string[] = [
  "email",
  "otp",
  "policy",
  "recovery_code",
  "duo",
  "phone",
  "push",
  "webauthn_platform",
  "webauthn_roaming",
];
