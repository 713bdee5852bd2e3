import type { ManagementClient } from "./api/client";
import type { ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { triggerActions } from "./trigger-actions";
import { emptyObject, type ValueMap, withoutUnknown } from "./values";

const BLOCK = resourceBlock("auth0_trigger_action");

interface Binding {
  display_name: string;
  action: { id: string; name: string };
}

const path = ({ trigger }: ValueMap) => `/actions/triggers/${trigger}/bindings`;

async function bindingsOf(api: ManagementClient, state: ValueMap): Promise<Binding[]> {
  return (await api.call<{ bindings: Binding[] }>("GET", `${path(state)}?page=0&per_page=100`)).bindings;
}

async function write(api: ManagementClient, state: ValueMap, bindings: { display_name: unknown; id: unknown }[]) {
  const refs = bindings.map(({ display_name, id }) => ({ display_name, ref: { type: "action_id", value: id } }));
  await api.call("PATCH", path(state), { bindings: refs });
}

const kept = ({ display_name, action: { id } }: Binding) => ({ display_name, id });

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  const found = (await bindingsOf(api, state)).find(({ action }) => action.id === state.action_id);
  return found === undefined ? null : { ...state, display_name: found.display_name };
}

/** `auth0_trigger_action`: one Action, added at the end of what is bound (recording foreign-bindings-trigger-action). */
export const triggerAction: ResourceType = {
  forceNew: ["trigger", "action_id"],
  validate: (config) => triggerActions.validate(config),
  read,
  async create(api, planned) {
    const state: ValueMap = { ...withoutUnknown(planned), id: `${planned.trigger}::${planned.action_id}` };
    const there = await bindingsOf(api, state);
    if (there.some(({ action }) => action.id === state.action_id)) return { state: await read(api, state) };
    await write(api, state, [...there.map(kept), { display_name: state.display_name, id: state.action_id }]);
    return { state: await read(api, state) };
  },
  async update(api, _prior, planned) {
    const bindings = (await bindingsOf(api, planned)).map(kept);
    const renamed = bindings.map((binding) =>
      binding.id === planned.action_id ? { ...binding, display_name: planned.display_name } : binding,
    );
    await write(api, planned, renamed);
    return { state: withoutUnknown(planned) };
  },
  async remove(api, prior) {
    const others = (await bindingsOf(api, prior)).filter(({ action }) => action.id !== prior.action_id);
    await write(api, prior, others.map(kept));
  },
  imported(id) {
    const [trigger = "", action_id = ""] = id.split("::");
    return { ...emptyObject(BLOCK), id, trigger, action_id };
  },
};
