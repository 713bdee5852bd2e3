import type { ActionStore } from "../../store/actions";
import type { Action, ActionVersion, BuildStatus, Secret } from "../../store/entities";
import { nanoseconds } from "./time";

/** Names and times only; values never leave the tenant. */
function formatSecret({ name, updatedAt }: Secret) {
  return { name, updated_at: nanoseconds(updatedAt) };
}

function formatIdentity(action: Action) {
  return {
    id: action.id,
    name: action.name,
    supported_triggers: [action.trigger],
    created_at: nanoseconds(action.createdAt),
    updated_at: nanoseconds(action.updatedAt),
  };
}

/** What stands under `deployed_version`, and in front of `action` in answers about a version. */
function formatVersionBody(version: ActionVersion, deployed: boolean) {
  return {
    code: version.code,
    dependencies: version.dependencies,
    id: version.id,
    deployed,
    number: version.number,
    built_at: nanoseconds(version.createdAt),
    secrets: version.secrets.map(formatSecret),
    status: "built",
    created_at: nanoseconds(version.createdAt),
    updated_at: nanoseconds(version.createdAt),
    runtime: version.runtime,
    supported_triggers: [version.trigger],
  };
}

/** `current_version` and `deployed_version`; absent before the first deploy. The status of the former is in capitals. */
function formatLive(live: ActionVersion | undefined) {
  if (!live) return {};
  const at = nanoseconds(live.createdAt);
  return {
    current_version: {
      id: live.id,
      code: live.code,
      runtime: live.runtime,
      status: "BUILT",
      number: live.number,
      build_time: at,
      created_at: at,
      updated_at: at,
    },
    deployed_version: formatVersionBody(live, true),
  };
}

/** An Action as `GET /actions/actions/{id}` shows it. `status` overrides the build's (a write always answers `pending`). */
export function formatAction(actions: ActionStore, action: Action, status: BuildStatus = actions.status(action)) {
  const live = actions.liveVersion(action);
  return {
    ...formatIdentity(action),
    code: action.code,
    dependencies: action.dependencies,
    runtime: action.runtime,
    status,
    secrets: action.secrets.map(formatSecret),
    all_changes_deployed: action.draftDeployed && live === action.versions.at(-1),
    ...formatLive(live),
  };
}

/** An Action inside a binding: no draft, and `all_changes_deployed` always false. */
export function formatBoundAction(actions: ActionStore, action: Action) {
  return { ...formatIdentity(action), all_changes_deployed: false, ...formatLive(actions.liveVersion(action)) };
}

/** A version with its Action. */
export function formatVersion(action: Action, version: ActionVersion, deployed: boolean) {
  return {
    ...formatVersionBody(version, deployed),
    action: { ...formatIdentity(action), all_changes_deployed: false },
  };
}

/** The answer to a deploy: `deployed` is false in it, whatever the next read says, and there is no `built_at` yet. */
export function formatDeploy(action: Action, version: ActionVersion) {
  const { built_at: _, ...answer } = formatVersion(action, version, false);
  return answer;
}
