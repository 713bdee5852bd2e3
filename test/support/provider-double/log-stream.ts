import type { ManagementClient } from "./api/client";
import { errorDiagnostic } from "./diagnostics";
import type { ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, equal, items, type Value, type ValueMap, withoutUnknown } from "./values";

const BLOCK = resourceBlock("auth0_log_stream");
const SINK = BLOCK.block_types!.sink!.block;

/** Terraform's names of an HTTP sink's attributes, and the API's. */
const HTTP = {
  http_content_format: "httpContentFormat",
  http_content_type: "httpContentType",
  http_endpoint: "httpEndpoint",
  http_authorization: "httpAuthorization",
  http_custom_headers: "httpCustomHeaders",
} as const;

interface Answer {
  id: string;
  name: string;
  type: string;
  status: string;
  isPriority?: boolean;
  filters?: Value;
  pii_config?: ValueMap;
  sink: ValueMap;
}

/** What is set, under the API's names. */
function sinkOf(config: ValueMap): ValueMap {
  const [sink = {}] = items(config.sink);
  const given = Object.entries(HTTP).filter(([name]) => (sink[name] ?? null) !== null);
  return Object.fromEntries(given.map(([name, key]) => [key, sink[name]!]));
}

/** The body that both a create and a change have; `undefined` is left out. */
function bodyOf(config: ValueMap) {
  return {
    name: config.name,
    sink: sinkOf(config),
    isPriority: config.is_priority ?? undefined,
    filters: config.filters ?? undefined,
    startFrom: config.start_from ?? undefined,
  };
}

function piiOf(config: ValueMap) {
  const [pii] = items(config.pii_config);
  if (!pii) return undefined;
  const { log_fields, method, algorithm } = pii;
  return { log_fields, method: method ?? undefined, algorithm: algorithm ?? undefined };
}

function stateOf(state: ValueMap, answer: Answer): ValueMap {
  const { id, name, type, status, isPriority = false, filters = null, sink } = answer;
  const read = Object.entries(HTTP).map(([attribute, key]) => [attribute, sink[key] ?? null]);
  return {
    ...state,
    id,
    name,
    type,
    status,
    filters,
    // The real provider's default: what is not configured is not a difference.
    is_priority: (state.is_priority ?? null) === null && !isPriority ? null : isPriority,
    sink: [{ ...emptyObject(SINK), ...Object.fromEntries(read) }],
    pii_config: answer.pii_config ? (state.pii_config ?? []) : [],
  };
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  try {
    return stateOf(state, await api.call<Answer>("GET", `/log-streams/${state.id}`));
  } catch (error) {
    if ((error as { status?: number }).status === 404) return null;
    throw error;
  }
}

/** As the real provider puts it. */
function endpointFaults([sink]: ValueMap[]) {
  const endpoint = sink?.http_endpoint;
  if (typeof endpoint !== "string" || endpoint.startsWith("https://")) return [];
  const sentence = `expected "sink.0.http_endpoint" to have a url with schema of: "https", got ${endpoint}`;
  return [errorDiagnostic(sentence, "", "sink")];
}

/** `auth0_log_stream` of type http (recordings create-all and log-stream-change). */
export const logStream: ResourceType = {
  forceNew: ["type"],
  validate({ type, sink }) {
    if (typeof type !== "string" || type === "http") return endpointFaults(items(sink));
    return [errorDiagnostic(`The test double knows log streams of type http alone, not ${type}`, "", "type")];
  },
  read,
  async create(api, planned, config) {
    const body = { ...bodyOf(config), type: "http", pii_config: piiOf(config) };
    const { id, status } = await api.call<Answer>("POST", "/log-streams", body);
    const wanted = config.status ?? status;
    if (wanted !== status) await api.call("PATCH", `/log-streams/${id}`, { status: wanted });
    return { state: await read(api, { ...withoutUnknown(planned), id }) };
  },
  async update(api, prior, planned, config) {
    const pii = equal(prior.pii_config, planned.pii_config) ? undefined : piiOf(config);
    const body = { ...bodyOf(config), status: config.status ?? undefined, pii_config: pii };
    await api.call("PATCH", `/log-streams/${prior.id}`, body);
    return { state: await read(api, withoutUnknown(planned)) };
  },
  remove: (api, prior) => api.call("DELETE", `/log-streams/${prior.id}`),
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
