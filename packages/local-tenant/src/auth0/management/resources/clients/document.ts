import type { ApplicationChange, ApplicationInput } from "../../../store/clients";
import type { Application } from "../../../store/entities";
import type { ClientBody, ClientPatch } from "./schema";

type Properties = Record<string, unknown>;

/** The platform's defaults for an application (the provider's recordings). */
const DEFAULTS = {
  is_first_party: true,
  is_token_endpoint_ip_header_trusted: false,
  oidc_conformant: false,
  sso_disabled: false,
  cross_origin_authentication: false,
  custom_login_page_on: true,
};
const JWT_DEFAULTS = { secret_encoded: false, lifetime_in_seconds: 36_000 };

/** Lifetimes in seconds. */
function refreshTokenDefaults(method: Application["tokenEndpointAuthMethod"]) {
  const [token_lifetime, idle_token_lifetime] =
    method === "client_secret_post" ? [31_557_600, 2_592_000] : [2_592_000, 1_296_000];
  return {
    rotation_type: "non-rotating",
    expiration_type: "non-expiring",
    leeway: 0,
    infinite_token_lifetime: true,
    infinite_idle_token_lifetime: true,
    token_lifetime,
    idle_token_lifetime,
  };
}

/**
 * An application as the platform answers it.
 * @param secret whether its secret is part of that, which takes a scope of its own.
 */
export function formatClient(client: Application, tenant: string, { secret }: { secret: boolean }) {
  const { properties, assertionCredentials: used, tokenEndpointAuthMethod: method } = client;
  return {
    tenant,
    global: false,
    ...DEFAULTS,
    refresh_token: refreshTokenDefaults(method),
    ...properties,
    jwt_configuration: { ...JWT_DEFAULTS, ...(properties.jwt_configuration as object | undefined) },
    client_id: client.clientId,
    name: client.name,
    grant_types: client.grantTypes,
    ...(client.appType !== undefined && { app_type: client.appType }),
    // As on the platform: one that signs in with keys alone has no secret to show.
    ...(secret && used === undefined && !client.hidesSecret && { client_secret: client.clientSecret }),
    ...(method !== undefined && { token_endpoint_auth_method: method }),
    ...(used && { client_authentication_methods: { private_key_jwt: { credentials: used.map((id) => ({ id })) } } }),
  };
}

/** The keys that come along with a new application are made by the route. */
export function parseClient(body: ClientBody): ApplicationInput {
  const { name, app_type, grant_types, client_secret, token_endpoint_auth_method, ...rest } = body;
  const { client_authentication_methods: _, signed_request_object: __, ...properties } = rest;
  return {
    name,
    properties: withoutNulls(properties),
    ...(app_type !== undefined && { appType: app_type }),
    ...(grant_types && { grantTypes: grant_types }),
    ...(client_secret !== undefined && { clientSecret: client_secret }),
    ...(token_endpoint_auth_method && { tokenEndpointAuthMethod: token_endpoint_auth_method }),
  };
}

/** The change that a body asks of `client`: null takes away, metadata and the JWT configuration are merged. */
export function parseClientPatch(body: ClientPatch, client: Application): ApplicationChange {
  const { name, app_type, grant_types, client_secret, token_endpoint_auth_method: method, ...rest } = body;
  const { client_authentication_methods: authentication, signed_request_object: _, ...properties } = rest;
  return {
    properties: mergedProperties(client.properties, properties),
    ...(name !== undefined && { name }),
    ...(app_type !== undefined && { appType: app_type }),
    ...(grant_types && { grantTypes: grant_types }),
    ...(client_secret !== undefined && { clientSecret: client_secret }),
    ...(method !== undefined && { tokenEndpointAuthMethod: method ?? undefined }),
    ...(authentication !== undefined && {
      assertionCredentials: authentication?.private_key_jwt.credentials.map(({ id }) => id),
    }),
  };
}

const MERGED = ["client_metadata", "jwt_configuration"];

function mergedProperties(current: Properties, change: Properties): Properties {
  const merged = Object.entries(change)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [
      key,
      MERGED.includes(key) ? withoutNulls({ ...(current[key] as object | undefined), ...(value as object) }) : value,
    ]);
  return withoutNulls({ ...current, ...Object.fromEntries(merged) });
}

function withoutNulls(properties: object): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => (value ?? null) !== null));
}
