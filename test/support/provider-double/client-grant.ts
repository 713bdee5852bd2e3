import type { ManagementClient } from "./api/client";
import { errorDiagnostic } from "./diagnostics";
import { orGone } from "./gone";
import type { ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, equal, text, type Value, type ValueMap, withoutUnknown } from "./values";

const BLOCK = resourceBlock("auth0_client_grant");
const PATH = "/client-grants";

/** What a change may name: Terraform's names, and the API's. */
const CHANGEABLE = {
  scopes: "scope",
  allow_any_organization: "allow_any_organization",
  organization_usage: "organization_usage",
  authorization_details_types: "authorization_details_types",
  allow_all_scopes: "allow_all_scopes",
} as const;

interface Answer extends Record<string, Value | undefined> {
  id: string;
  client_id: string;
  audience: string;
  scope: string[];
  subject_type?: string;
  allow_all_scopes?: boolean;
}

function given(config: ValueMap, names: readonly string[]): ValueMap {
  const set = names.filter((name) => (config[name] ?? null) !== null);
  return Object.fromEntries(set.map((name) => [CHANGEABLE[name as keyof typeof CHANGEABLE] ?? name, config[name]!]));
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  const answer = await orGone(api.call<Answer>("GET", `${PATH}/${state.id}`));
  if (!answer) return null;
  // What neither the configuration nor the API names is no difference.
  const read = Object.entries(CHANGEABLE).map(([name, key]) => [name, answer[key] ?? state[name] ?? null]);
  const { id, client_id, audience, subject_type = "client" } = answer;
  return {
    ...state,
    ...Object.fromEntries(read),
    ...(answer.allow_all_scopes === true && { scopes: state.scopes ?? null }),
    id,
    client_id,
    audience,
    subject_type,
    is_system: answer.is_system ?? false,
  };
}

/** The grant that is there for the same type of subject: taken over as it is. */
async function existing(api: ManagementClient, config: ValueMap): Promise<string | undefined> {
  const { client_id, audience } = config;
  const filter = { audience: String(audience), client_id: String(client_id), include_totals: "true", per_page: "50" };
  const { client_grants } = await api.call<{ client_grants: Answer[] }>(
    "GET",
    `${PATH}?${new URLSearchParams(filter)}`,
  );
  const wanted = text(config.subject_type) ?? "client";
  return client_grants.find(({ subject_type = "client" }) => subject_type === wanted)?.id;
}

/** `auth0_client_grant`, for one client; defaults for third-party applications are not part of the double. */
export const clientGrant: ResourceType = {
  forceNew: ["client_id", "audience", "subject_type"],
  validate({ scopes, allow_all_scopes: all, client_id }) {
    if (client_id === null) return [errorDiagnostic("The test double knows grants with a client_id alone")];
    if (all === true && Array.isArray(scopes) && scopes.length > 0) {
      return [errorDiagnostic("`scopes` cannot be provided when `allow_all_scopes` is set to `true`")];
    }
    if (all !== true && scopes === null) {
      return [errorDiagnostic("either `scopes` must be provided or `allow_all_scopes` must be set to `true`")];
    }
    return [];
  },
  read,
  async create(api, planned, config) {
    const body = given(config, ["client_id", "audience", "subject_type", ...Object.keys(CHANGEABLE)]);
    const id = (await existing(api, config)) ?? (await api.call<Answer>("POST", PATH, body)).id;
    return { state: await read(api, { ...withoutUnknown(planned), id }) };
  },
  async update(api, prior, planned, config) {
    const changed = Object.keys(CHANGEABLE).filter((name) => !equal(prior[name], planned[name]));
    if (changed.includes("allow_all_scopes") && planned.allow_all_scopes !== true) {
      await api.call("PATCH", `${PATH}/${prior.id}`, { allow_all_scopes: false, scope: [] });
    }
    const body = given(config, changed);
    if (Object.keys(body).length > 0) await api.call("PATCH", `${PATH}/${prior.id}`, body);
    return { state: await read(api, withoutUnknown(planned)) };
  },
  remove: (api, prior) => api.call("DELETE", `${PATH}/${prior.id}`),
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
