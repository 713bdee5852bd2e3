import type { ManagementClient } from "./api/client";
import type { ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, type ValueMap, withoutUnknown } from "./values";

/** The pause that the real provider makes between its two PATCHes of the settings, in ms. */
const SETTLE_MS = 800;

type Document = Record<string, unknown>;

/** What the double reads of the settings; the rest of the resource stays unset in the state. */
const TENANT_KEYS = [
  "customize_mfa_in_postlogin_action",
  "phone_consolidated_experience",
  "friendly_name",
  "session_lifetime",
] as const;

/** What the real provider's create sets to null when the configuration does not give it (recording create-all). */
const NULLED_BY_CREATE = {
  default_token_quota: null,
  error_page: null,
  mtls: null,
  skip_non_verifiable_callback_uri_confirmation_prompt: null,
};

async function readTenant(api: ManagementClient, state: ValueMap): Promise<ValueMap> {
  const settings = await api.call<Document>("GET", "/tenants/settings");
  const known = TENANT_KEYS.map((key) => [key, (settings[key] ?? null) as ValueMap[string]]);
  return { ...state, ...Object.fromEntries(known) };
}

async function writeTenant(api: ManagementClient, state: ValueMap, config: ValueMap, nulls?: Document) {
  const given = TENANT_KEYS.filter((key) => config[key] !== null).map((key) => [key, config[key]]);
  await api.call("PATCH", "/tenants/settings", Object.fromEntries(given));
  await api.sleep(SETTLE_MS);
  if (nulls) await api.call("PATCH", "/tenants/settings", nulls);
  return { state: await readTenant(api, state) };
}

/** `auth0_tenant`, as far as the stacks use it; a create nulls what it is not given, as the real one's does. */
export const tenant: ResourceType = {
  forceNew: [],
  validate: () => [],
  read: readTenant,
  create: (api, planned, config) =>
    writeTenant(api, { ...withoutUnknown(planned), id: "terraform-1" }, config, NULLED_BY_CREATE),
  update: (api, _prior, planned, config) => writeTenant(api, withoutUnknown(planned), config),
  remove: async () => {},
  imported: (id) => ({ ...emptyObject(resourceBlock("auth0_tenant")), id }),
};
