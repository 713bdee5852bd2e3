import { z } from "zod";
import { LIMITS } from "../../../store/limits";

/** What the local tenant keeps as it was sent. */
const kept = [
  "description",
  "logo_uri",
  "callbacks",
  "oidc_logout",
  "oidc_backchannel_logout",
  "session_transfer",
  "allowed_origins",
  "web_origins",
  "client_aliases",
  "allowed_clients",
  "allowed_logout_urls",
  "is_token_endpoint_ip_header_trusted",
  "is_first_party",
  "oidc_conformant",
  "encryption_key",
  "sso",
  "cross_origin_authentication",
  "cross_origin_auth",
  "cross_origin_loc",
  "sso_disabled",
  "custom_login_page_on",
  "custom_login_page",
  "custom_login_page_preview",
  "form_template",
  "addons",
  "mobile",
  "initiate_login_uri",
  "native_social_login",
  "fedcm_login",
  "refresh_token",
  "default_organization",
  "organization_usage",
  "organization_require_behavior",
  "organization_discovery_methods",
  "require_pushed_authorization_requests",
  "require_proof_of_possession",
  "compliance_level",
  "skip_non_verifiable_callback_uri_confirmation_prompt",
  "token_exchange",
  "par_request_expiry",
  "token_quota",
  "third_party_security_mode",
  "redirection_policy",
  "express_configuration",
  "my_organization_configuration",
  "async_approval_notification_channels",
] as const;

/** What an application has beside its name, type, grants and credentials, under Auth0's names. */
export const clientPropertyNames: readonly string[] = [...kept, "client_metadata", "jwt_configuration"];

const keptProperties = Object.fromEntries(kept.map((name) => [name, z.unknown().optional()])) as Record<
  (typeof kept)[number],
  z.ZodOptional<z.ZodUnknown>
>;

const credentialBase = {
  name: z.string().min(1).max(128).optional(),
  pem: z.string(),
  alg: z.enum(["RS256", "RS384", "PS256"]).optional(),
  parse_expiry_from_cert: z.boolean().optional(),
  expires_at: z.iso.datetime({ offset: true }).optional(),
  kid: z
    .string()
    .regex(/^[0-9a-zA-Z_-]{10,64}$/, "String does not match pattern ^([0-9a-zA-Z-_]{10,64})$")
    .optional(),
};

/** POST /clients/{id}/credentials; of the platform's types the one for private_key_jwt. */
export const credentialBody = z.strictObject({ credential_type: z.literal("public_key"), ...credentialBase });

/** PATCH /clients/{id}/credentials/{credential_id}; null: never. */
export const credentialPatch = z.strictObject({ expires_at: z.iso.datetime({ offset: true }).nullable().optional() });

const ofType = <Credential extends z.ZodType>(credential: Credential) =>
  z.strictObject({
    private_key_jwt: z.strictObject({ credentials: z.array(credential).max(LIMITS.clientCredentials) }),
  });

const common = {
  ...keptProperties,
  name: z
    .string()
    .min(1)
    .regex(/^[^<>]+$/, "String does not match pattern ^[^<>]+$"),
  app_type: z.string().optional(),
  grant_types: z.array(z.string().min(1)).optional(),
  client_metadata: z.record(z.string(), z.string().max(255).nullable()).optional(),
  jwt_configuration: z.looseObject({}).optional(),
  // JWT-secured authorization requests are not part of the local tenant.
  signed_request_object: z.null().optional(),
};
const authMethod = z.enum(["none", "client_secret_post", "client_secret_basic"]);

/** POST /clients; new keys may come along. */
export const clientBody = z.strictObject({
  ...common,
  client_secret: z.string().min(1).optional(),
  resource_server_identifier: z.string().optional(),
  token_endpoint_auth_method: authMethod.optional(),
  client_authentication_methods: ofType(credentialBody).optional(),
});

/** PATCH /clients/{id}; null takes a property away. */
export const clientPatch = z.strictObject({
  ...common,
  name: common.name.optional(),
  client_secret: z.string().min(1).optional(),
  token_endpoint_auth_method: authMethod.nullable().optional(),
  client_authentication_methods: ofType(z.strictObject({ id: z.string() }))
    .nullable()
    .optional(),
});

export type ClientBody = z.infer<typeof clientBody>;
export type ClientPatch = z.infer<typeof clientPatch>;
export type CredentialBody = z.infer<typeof credentialBody>;
