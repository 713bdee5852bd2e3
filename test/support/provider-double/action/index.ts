import { ApiError, type ManagementClient } from "../api/client";
import { DiagnosticError, errorDiagnostic } from "../diagnostics";
import type { Applied, ResourceType } from "../resource";
import { resourceBlock } from "../schema";
import { emptyObject, items, type ValueMap, withoutUnknown } from "../values";
import { actionBody, secretsChanged } from "./body";
import { deployAction } from "./deploy";
import { actionAttributes } from "./state";
import type { ApiAction } from "./types";
import { validateAction } from "./validate";

const BLOCK = resourceBlock("auth0_action");

function path(state: ValueMap): string {
  return `/actions/actions/${state.id}`;
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  try {
    return { ...state, ...actionAttributes(await api.call<ApiAction>("GET", path(state))) };
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Refuses to touch secrets while the API holds one that neither the old nor the new configuration names. */
async function guardUnmanagedSecrets(api: ManagementClient, prior: ValueMap, planned: ValueMap): Promise<void> {
  const managed = [prior.secrets, prior.secrets_wo, planned.secrets, planned.secrets_wo].flatMap(items);
  const names = new Set(managed.map((secret) => secret.name));
  const action = await api.call<ApiAction>("GET", path(prior));
  const unmanaged = (action.secrets ?? []).find((secret) => !names.has(secret.name));
  if (unmanaged === undefined) return;
  throw new DiagnosticError(
    errorDiagnostic(
      "Unmanaged Action Secret",
      `Detected an action secret not managed though Terraform: ${unmanaged.name}. ` +
        "Add it to the configuration, or remove it in the Auth0 dashboard; otherwise it would be deleted unseen.",
      items(planned.secrets).length > 0 ? "secrets" : "secrets_wo",
    ),
  );
}

async function deployAndRead(api: ManagementClient, state: ValueMap, planned: ValueMap): Promise<Applied> {
  try {
    if (planned.deploy === true) await deployAction(api, String(state.id), planned);
    return { state: await read(api, state) };
  } catch (error) {
    return { state, error };
  }
}

/** `auth0_action`: the calls of the real provider, in its order. */
export const action: ResourceType = {
  forceNew: [],
  validate: validateAction,
  read,
  async create(api, planned, config) {
    const created = await api.call<ApiAction>("POST", "/actions/actions", actionBody({}, planned, config));
    return deployAndRead(api, { ...withoutUnknown(planned), id: created.id }, planned);
  },
  async update(api, prior, planned, config) {
    const state = withoutUnknown(planned);
    try {
      if (secretsChanged(prior, planned)) await guardUnmanagedSecrets(api, prior, planned);
      await api.call("PATCH", path(prior), actionBody(prior, planned, config));
    } catch (error) {
      return isGone(error) ? { state: null } : { state, error };
    }
    return deployAndRead(api, state, planned);
  },
  async remove(api, prior) {
    await api.call("DELETE", path(prior)).catch((error) => {
      if (!isGone(error)) throw error;
    });
  },
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
