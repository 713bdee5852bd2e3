import { ApiError, type ManagementClient } from "./api/client";
import type { Applied, ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, items, type ValueMap, withoutUnknown } from "./values";

const BLOCK = resourceBlock("auth0_phone_provider");
const PATH = "/branding/phone/providers";

interface Answer {
  id: string;
  name: string;
  tenant: string;
  channel: string;
  disabled: boolean;
  configuration: { delivery_methods: string[]; sid?: string; default_from?: string; mssid?: string };
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  try {
    const { id, name, tenant, channel, disabled, configuration } = await api.call<Answer>("GET", `${PATH}/${state.id}`);
    const { delivery_methods, sid = null, default_from = null, mssid = null } = configuration;
    const read = [{ delivery_methods: [...delivery_methods].sort(), sid, default_from, mssid }];
    return { ...state, id, name, tenant, channel, disabled, configuration: read };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** The configuration whole; `disabled` only where it is configured, so that one taken out stays on the server. */
function bodyOf({ name, disabled, configuration }: ValueMap) {
  const [given = {}] = items(configuration);
  const set = Object.entries(given).filter(([, value]) => value !== null);
  return { name, ...(disabled !== null && { disabled }), configuration: Object.fromEntries(set), credentials: {} };
}

async function write(api: ManagementClient, planned: ValueMap, config: ValueMap, id: unknown): Promise<Applied> {
  const answer =
    id === undefined
      ? await api.call<Answer>("POST", PATH, bodyOf(config))
      : await api.call<Answer>("PATCH", `${PATH}/${id}`, bodyOf(config));
  const state = { ...withoutUnknown(planned), id: answer.id };
  return { state: await read(api, state) };
}

/** `auth0_phone_provider`: takes over the one that is there, as the real one does (recording phone-provider-adopt). */
export const phoneProvider: ResourceType = {
  forceNew: [],
  validate: () => [],
  read,
  async create(api, planned, config) {
    const { providers } = await api.call<{ providers: Answer[] }>("GET", PATH);
    return write(api, planned, config, providers[0]?.id);
  },
  update: (api, prior, planned, config) =>
    write(api, planned, config, prior.id).catch((error) => ({ state: withoutUnknown(planned), error })),
  async remove(api, prior) {
    await api.call("DELETE", `${PATH}/${prior.id}`);
  },
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
