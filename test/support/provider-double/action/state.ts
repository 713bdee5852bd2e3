import type { ValueMap } from "../values";
import type { ApiAction } from "./types";

/** What the provider reads from an Action. Secrets, `deploy` and the build's status are not among it. */
export function actionAttributes(action: ApiAction): ValueMap {
  const runtime = action.runtime === "node18-actions" ? "node18" : (action.runtime ?? null);
  return {
    id: action.id,
    name: action.name,
    code: action.code,
    runtime,
    supported_triggers: action.supported_triggers.map(({ id, version }) => ({ id, version })),
    dependencies: (action.dependencies ?? []).map(({ name, version }) => ({ name, version })),
    version_id: action.deployed_version?.id ?? null,
  };
}
