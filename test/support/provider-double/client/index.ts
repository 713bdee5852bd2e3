import type { ManagementClient } from "../api/client";
import { errorDiagnostic } from "../diagnostics";
import { orGone } from "../gone";
import type { ResourceType } from "../resource";
import { emptyObject, equal, items, type ValueMap, withoutUnknown } from "../values";
import { type ApiClient, AUTH_METHODS, BLOCK, clientAttributes, PLAIN } from "./attributes";

/** The pauses that the real provider makes after a write, in ms. */
const SETTLE_MS = { create: 800, update: 200 };

const KNOWN = [...PLAIN, "client_metadata", "jwt_configuration"];

/** What is configured, under the API's names; metadata only as far as it changes. */
function bodyOf(config: ValueMap, prior: ValueMap | null): ValueMap {
  const [jwt] = items(config.jwt_configuration);
  const metadata = changedMetadata(config, prior);
  return {
    ...Object.fromEntries(PLAIN.filter((name) => config[name] !== null).map((name) => [name, config[name]!])),
    ...(jwt && { jwt_configuration: jwtBody(jwt, items(prior?.jwt_configuration)[0]) }),
    ...(metadata && { client_metadata: metadata }),
  };
}

function jwtBody({ alg, lifetime_in_seconds: lifetime }: ValueMap, prior: ValueMap | undefined): ValueMap {
  const changed = lifetime !== null && lifetime !== prior?.lifetime_in_seconds;
  return { ...(alg !== null && { alg }), ...(changed && { lifetime_in_seconds: lifetime }) } as ValueMap;
}

/** A key that is taken out is sent as null. */
function changedMetadata(config: ValueMap, prior: ValueMap | null): ValueMap | undefined {
  const before = (prior?.client_metadata ?? {}) as ValueMap;
  const now = (config.client_metadata ?? {}) as ValueMap;
  if (equal(before, now)) return undefined;
  return { ...Object.fromEntries(Object.keys(before).map((key) => [key, null])), ...now };
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  const answer = await orGone(api.call<ApiClient>("GET", `/clients/${state.id}`));
  return answer && clientAttributes(state, answer);
}

/** `auth0_client`, as far as an application needs that machines or people sign in with. */
export const client: ResourceType = {
  forceNew: [],
  validate(config) {
    const unknown = Object.entries(config).find(
      ([name, value]) => !KNOWN.includes(name) && value !== null && !(Array.isArray(value) && value.length === 0),
    );
    if (!unknown) return [];
    return [errorDiagnostic(`The test double knows ${unknown[0]} of no auth0_client`, `It knows ${KNOWN.join(", ")}.`)];
  },
  read,
  async create(api, planned, config) {
    const method = AUTH_METHODS[String(config.app_type)];
    const body = { ...bodyOf(config, null), ...(method && { token_endpoint_auth_method: method }) };
    const { client_id: id } = await api.call<ApiClient>("POST", "/clients", body);
    await api.sleep(SETTLE_MS.create);
    return { state: await read(api, { ...withoutUnknown(planned), id }) };
  },
  async update(api, prior, planned, config) {
    await api.call("PATCH", `/clients/${prior.id}`, bodyOf(config, prior));
    await api.sleep(SETTLE_MS.update);
    return { state: await read(api, withoutUnknown(planned)) };
  },
  remove: (api, prior) => api.call("DELETE", `/clients/${prior.id}`),
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
