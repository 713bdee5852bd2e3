import type { ManagementClient } from "../api/client";
import { type Diagnostic, errorDiagnostic } from "../diagnostics";
import { text, type ValueMap } from "../values";
import { actionAttributes } from "./state";
import type { ApiAction } from "./types";

async function find(api: ManagementClient, id: string | undefined, name: string | undefined): Promise<ApiAction> {
  if (id !== undefined) return api.call<ApiAction>("GET", `/actions/actions/${id}`);
  const query = new URLSearchParams({ actionName: name ?? "", per_page: "50" });
  const { actions } = await api.call<{ actions: ApiAction[] }>("GET", `/actions/actions?${query}`);
  if (actions.length !== 1) throw new Error(`No action found with "name" = "${name}"`);
  return actions[0]!;
}

/** `data.auth0_action`: by id, or by name, which must match exactly one Action. */
export const actionDataSource = {
  validate(config: ValueMap): Diagnostic[] {
    if ((config.id ?? null) !== null || (config.name ?? null) !== null) return [];
    return [errorDiagnostic("Missing required argument", '"id": one of `id,name` must be specified', "id")];
  },
  async read(api: ManagementClient, config: ValueMap): Promise<ValueMap> {
    const found = await find(api, text(config.id), text(config.name));
    return { ...config, ...actionAttributes(found), modules: [], secrets: [], secrets_wo: [] };
  },
};
