import { Hono } from "hono";
import { z } from "zod";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { readBody } from "../validate";

const document = z.record(z.string(), z.unknown()).nullable();
const text = z.string().nullable();
const flag = z.boolean().nullable();
const hours = z.number().min(0).nullable();
const minutes = z.number().int().min(0).nullable();
const texts = z.array(z.string()).nullable();

const FLAGS = [
  "allow_changing_enable_sso",
  "allow_legacy_delegation_grant_types",
  "allow_legacy_ro_grant_types",
  "allow_legacy_tokeninfo_endpoint",
  "allow_other_legacy_grant_types",
  "change_pwd_flow_v1",
  "custom_domains_provisioning",
  "dashboard_insights_view",
  "dashboard_log_streams_next",
  "disable_clickjack_protection_headers",
  "disable_fields_map_fix",
  "disable_impersonation",
  "disable_management_api_sms_obfuscation",
  "enable_adfs_waad_email_verification",
  "enable_apis_section",
  "enable_client_connections",
  "enable_custom_domain_in_emails",
  "enable_dynamic_client_registration",
  "enable_idtoken_api2",
  "enable_legacy_logs_search_v2",
  "enable_legacy_profile",
  "enable_pipeline2",
  "enable_public_signup_user_exists_error",
  "enable_sso",
  "enforce_client_authentication_on_passwordless_start",
  "genai_trial",
  "improved_signup_bot_detection_in_classic",
  "mfa_show_factor_list_on_enrollment",
  "no_disclose_enterprise_connections",
  "remove_alg_from_jwks",
  "require_pushed_authorization_requests",
  "revoke_refresh_token_grant",
  "trust_azure_adfs_email_verified_connection_property",
  "universal_login",
  "use_scope_descriptions_for_consent",
] as const;

const flags = z.strictObject(Object.fromEntries(FLAGS.map((name) => [name, z.boolean().optional()])));

/** PATCH /tenants/settings. Null removes a key. Nested documents that the local tenant does not read are not checked. */
const tenantSettingsPatch = z
  .strictObject({
    acr_values_supported: texts,
    allow_organization_name_in_authentication_api: flag,
    allowed_logout_urls: texts,
    authorization_response_iss_parameter_supported: flag,
    change_password: document,
    client_id_metadata_document_supported: flag,
    country_codes: document,
    customize_mfa_in_postlogin_action: flag,
    default_audience: text,
    default_directory: text,
    default_redirection_uri: text,
    default_token_quota: document,
    device_flow: document,
    dynamic_client_registration_security_mode: text,
    enable_ai_guide: flag,
    enabled_locales: texts,
    ephemeral_session_lifetime: hours,
    ephemeral_session_lifetime_in_minutes: minutes,
    error_page: document,
    flags: flags.nullable(),
    friendly_name: text,
    guardian_mfa_page: document,
    idle_ephemeral_session_lifetime: hours,
    idle_ephemeral_session_lifetime_in_minutes: minutes,
    idle_session_lifetime: hours,
    idle_session_lifetime_in_minutes: minutes,
    legacy_sandbox_version: text,
    mtls: document,
    oidc_logout: document,
    phone_consolidated_experience: flag,
    picture_url: text,
    pushed_authorization_requests_supported: flag,
    resource_parameter_profile: text,
    sandbox_version: text,
    session_cookie: document,
    session_lifetime: hours,
    session_lifetime_in_minutes: minutes,
    sessions: document,
    skip_non_verifiable_callback_uri_confirmation_prompt: z.union([z.boolean(), z.string()]).nullable(),
    support_email: text,
    support_url: text,
    universal_login: document,
  })
  .partial();

/** /tenants/settings */
export function tenantSettingsRoutes({ settings }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:tenant_settings"), (c) =>
    c.json({ ...settings.get(), sandbox_versions_available: ["22", "18"] }),
  );

  // The answer to a PATCH lacks sandbox_versions_available, as on the platform.
  app.patch("/", needs("update:tenant_settings"), async (c) =>
    c.json(settings.patch(await readBody(c, tenantSettingsPatch))),
  );

  return app;
}
