import { milliseconds } from "../../auth0/management/time";
import type { Action, ActionVersion, BuildStatus, Dependency, Origin, Secret } from "../../auth0/store/entities";
import { bindableTriggers } from "../../auth0/store/triggers";
import type { LocalTenant } from "../../auth0/tenant";

/** A secret without its value. */
export interface SecretName {
  name: string;
  /** ISO 8601. */
  updated_at: string;
}

/** What of an Action gets a version. */
interface Contents {
  runtime: string;
  dependencies: readonly Dependency[];
  secrets: SecretName[];
}

export interface VersionDocument extends Contents {
  id: string;
  /** Counts from 1 per Action. */
  number: number;
  /** ISO 8601. */
  created_at: string;
  /** From when on logins run it, ISO 8601. */
  live_at: string;
  /** Whether logins run it now. */
  live: boolean;
  /** `null`: not known. */
  origin: Origin | null;
}

/** An Action of the tenant without any code. */
export interface ActionDocument {
  id: string;
  name: string;
  trigger: string;
  /** Where the build of the draft stands. */
  status: BuildStatus;
  /** Whether the draft is what logins run. */
  all_changes_deployed: boolean;
  draft: Contents;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** `null`: not known. */
  origin: Origin | null;
  /** Newest first. */
  versions: VersionDocument[];
}

/** A trigger with the Actions that it runs, in order. */
export interface TriggerDocument {
  id: string;
  bindings: { action_id: string; display_name: string }[];
}

export interface ActionsDocument {
  /** Those that have an Action, post-login first. */
  triggers: TriggerDocument[];
  actions: ActionDocument[];
}

/** The tenant's Actions and which trigger runs which. */
export function actionsDocument({ actions, bindings }: LocalTenant): ActionsDocument {
  const all = actions.list();
  return {
    triggers: bindableTriggers
      .filter(({ id }) => all.some(({ trigger }) => trigger.id === id))
      .map(({ id }) => ({
        id,
        bindings: bindings.list(id).map(({ actionId, displayName }) => ({
          action_id: actionId,
          display_name: displayName,
        })),
      })),
    actions: all.map((action) => {
      const live = actions.liveVersion(action);
      return {
        id: action.id,
        name: action.name,
        trigger: action.trigger.id,
        status: actions.status(action),
        all_changes_deployed: action.draftDeployed && live === action.versions.at(-1),
        draft: contentsOf(action),
        created_at: milliseconds(action.createdAt),
        updated_at: milliseconds(action.updatedAt),
        origin: action.origin ?? null,
        versions: actions.versions(action.id).map((version) => versionDocument(version, version === live)),
      };
    }),
  };
}

function versionDocument(version: ActionVersion, live: boolean): VersionDocument {
  return {
    ...{ id: version.id, number: version.number, live },
    created_at: milliseconds(version.createdAt),
    live_at: milliseconds(version.liveAt),
    origin: version.origin ?? null,
    ...contentsOf(version),
  };
}

function contentsOf({ runtime, dependencies, secrets }: Action | ActionVersion): Contents {
  return { runtime, dependencies, secrets: secrets.map(secretName) };
}

function secretName({ name, updatedAt }: Secret): SecretName {
  return { name, updated_at: milliseconds(updatedAt) };
}
