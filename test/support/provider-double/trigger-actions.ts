import type { ManagementClient } from "./api/client";
import { errorDiagnostic } from "./diagnostics";
import type { Applied, ResourceType } from "./resource";
import { resourceBlock } from "./schema";
import { emptyObject, items, type ValueMap, withoutUnknown } from "./values";

const BLOCK = resourceBlock("auth0_trigger_actions");
const PER_PAGE = 100;
const TRIGGERS = [
  "post-login",
  "credentials-exchange",
  "pre-user-registration",
  "post-user-registration",
  "post-change-password",
  "send-phone-message",
  "password-reset-post-challenge",
  "custom-email-provider",
  "custom-phone-provider",
  "login-post-identifier",
  "signup-post-identifier",
];

interface Page {
  bindings: { display_name: string; action: { id: string } }[];
  total?: number;
  start?: number;
  limit?: number;
}

function bindingsPath(state: ValueMap): string {
  return `/actions/triggers/${state.id ?? state.trigger}/bindings`;
}

/** Reads pages while the API's `total` says that there is more; Auth0 sends neither start nor limit. */
async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap> {
  const bindings: Page["bindings"] = [];
  for (let page = 0, more = true; more; page += 1) {
    const answer = await api.call<Page>("GET", `${bindingsPath(state)}?page=${page}&per_page=${PER_PAGE}`);
    bindings.push(...answer.bindings);
    more = (answer.total ?? 0) > (answer.start ?? 0) + (answer.limit ?? 0);
  }
  const actions = bindings.map(({ display_name, action }) => ({ display_name, id: action.id }));
  return { ...state, trigger: state.trigger ?? state.id ?? null, actions };
}

async function write(api: ManagementClient, state: ValueMap, actions: ValueMap[]): Promise<void> {
  const bindings = actions.map(({ display_name, id }) => ({ display_name, ref: { type: "action_id", value: id } }));
  await api.call("PATCH", bindingsPath(state), { bindings });
}

async function apply(api: ManagementClient, planned: ValueMap): Promise<Applied> {
  const state: ValueMap = { ...withoutUnknown(planned), id: planned.trigger ?? null };
  await write(api, state, items(planned.actions));
  try {
    return { state: await read(api, state) };
  } catch (error) {
    return { state, error };
  }
}

/** `auth0_trigger_actions`: the whole ordered list of one trigger, written over whatever is bound. */
export const triggerActions: ResourceType = {
  forceNew: ["trigger"],
  validate({ trigger }) {
    if (typeof trigger !== "string" || TRIGGERS.includes(trigger)) return [];
    const allowed = TRIGGERS.map((name) => `"${name}"`).join(" ");
    return [errorDiagnostic(`expected trigger to be one of [${allowed}], got ${trigger}`, "", "trigger")];
  },
  read,
  create: apply,
  update: (api, _prior, planned) => apply(api, planned).catch((error) => ({ state: withoutUnknown(planned), error })),
  remove: (api, prior) => write(api, prior, []),
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
