import { resourceBlock } from "../schema";
import { emptyObject, items, type Value, type ValueMap } from "../values";

/** An application as the API answers it. */
export type ApiClient = Record<string, Value> & { client_id: string };

export const BLOCK = resourceBlock("auth0_client");
const JWT = BLOCK.block_types!.jwt_configuration!.block;

/** How an application of a type signs in, unless it was told otherwise. */
export const AUTH_METHODS: Readonly<Record<string, string>> = {
  native: "none",
  spa: "none",
  regular_web: "client_secret_post",
  non_interactive: "client_secret_post",
};

/** What has one name and one form in Terraform and in the API. */
export const PLAIN = [
  "allowed_clients",
  "allowed_logout_urls",
  "allowed_origins",
  "app_type",
  "callbacks",
  "client_aliases",
  "custom_login_page_on",
  "description",
  "grant_types",
  "is_first_party",
  "is_token_endpoint_ip_header_trusted",
  "logo_uri",
  "name",
  "oidc_conformant",
  "organization_require_behavior",
  "organization_usage",
  "sso_disabled",
  "web_origins",
] as const;

function computed(name: string): boolean {
  return BLOCK.attributes?.[name]?.computed === true;
}

/** The API says of most properties what they are by default; what is not configured is then no difference. */
function attributeOf(name: string, state: ValueMap, answer: ApiClient): Value {
  const value = answer[name] ?? null;
  const unset = (state[name] ?? null) === null && (value === null || value === false || value === "");
  return unset && !computed(name) ? null : value;
}

/** The attributes of the state, `state` being what is configured or was stored. */
export function clientAttributes(state: ValueMap, answer: ApiClient): ValueMap {
  const [jwt] = items(state.jwt_configuration);
  const metadata = answer.client_metadata as ValueMap | undefined;
  return {
    ...state,
    ...Object.fromEntries(PLAIN.map((name) => [name, attributeOf(name, state, answer)])),
    id: answer.client_id,
    client_id: answer.client_id,
    client_metadata: metadata && Object.keys(metadata).length > 0 ? metadata : (state.client_metadata ?? null) && {},
    jwt_configuration: jwt ? [jwtOf(jwt, answer.jwt_configuration as ValueMap)] : [],
  };
}

function jwtOf(state: ValueMap, answer: ValueMap): ValueMap {
  const { alg = null, lifetime_in_seconds = null } = answer;
  const lifetime = state.lifetime_in_seconds === null ? null : lifetime_in_seconds;
  return { ...emptyObject(JWT), ...state, alg, lifetime_in_seconds: lifetime };
}
