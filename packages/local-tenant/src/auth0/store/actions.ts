import { randomUUID } from "node:crypto";
import type { Clock } from "../../support/clock";
import { type BuildSettings, beginBuild, buildStatus } from "./build";
import { type ActionInput, checkDraft, pinDependencies } from "./draft";
import type { Action, ActionVersion, BuildStatus, Origin } from "./entities";
import { PlatformError } from "./errors";
import { LIMITS } from "./limits";
import { replaceSecrets } from "./secrets";

/** Narrows a list of Actions; an `undefined` field does not narrow. */
export interface ActionFilter {
  name?: string;
  trigger?: string;
  /** True: only Actions with a live version; false: only those without. */
  deployed?: boolean;
}

export interface ActionStoreOptions {
  clock: Clock;
  build: BuildSettings;
  /** True refuses a second Action of the same name with 409; the platform is not known to. */
  uniqueNames: boolean;
  /** The version of a package that Actions can load; `undefined` when it is not installed. */
  installedVersion(name: string): string | undefined;
  bindings: { isBound(actionId: string): boolean; unbind(actionId: string): void };
}

/** The tenant's Actions: drafts, their builds and their deployed versions. */
export class ActionStore {
  readonly #actions = new Map<string, Action>();
  /** Speed and failures of the builds that begin from now on; may be changed at any time. */
  readonly build: BuildSettings;
  /** True refuses a second Action of the same name with 409; may be changed at any time. */
  uniqueNames: boolean;

  constructor(private readonly options: ActionStoreOptions) {
    this.build = options.build;
    this.uniqueNames = options.uniqueNames;
  }

  /** Creates a draft and starts its build. @throws PlatformError 400 beyond a limit, 409 when names must differ. */
  create(input: ActionInput, origin?: Origin): Action {
    if (this.#actions.size >= LIMITS.actions) {
      throw new PlatformError(400, `You have reached the maximum number of actions (${LIMITS.actions}).`);
    }
    this.#checkName(input.name);
    const now = this.options.clock.now();
    const draft = {
      name: input.name,
      trigger: { ...input.trigger },
      code: input.code,
      runtime: input.runtime ?? "node22",
      dependencies: pinDependencies(input.dependencies ?? [], this.options.installedVersion),
      secrets: replaceSecrets([], input.secrets ?? [], now),
    };
    checkDraft(draft);
    const build = beginBuild(draft, this.build, now);
    const action: Action = {
      ...draft,
      ...{
        id: input.id ?? randomUUID(),
        createdAt: now,
        updatedAt: now,
        build,
        draftDeployed: false,
        origin,
        versions: [],
      },
    };
    this.#actions.set(action.id, action);
    return action;
  }

  /**
   * Changes the draft and builds it again, even when nothing differs. What `change` leaves out stays as it is, secrets
   * and dependencies too; the running version is not touched.
   * @throws PlatformError 404 for no such Action, 400 beyond a limit or when the trigger would become another one.
   */
  update(id: string, change: Partial<ActionInput>): Action {
    const action = this.get(id);
    const now = this.options.clock.now();
    if (change.trigger && change.trigger.id !== action.trigger.id) {
      throw new PlatformError(400, "can't upgrade to this trigger.");
    }
    if (change.name !== undefined && change.name !== action.name) this.#checkName(change.name);
    const draft = {
      name: change.name ?? action.name,
      trigger: change.trigger ?? action.trigger,
      code: change.code ?? action.code,
      runtime: change.runtime ?? action.runtime,
      dependencies: change.dependencies
        ? pinDependencies(change.dependencies, this.options.installedVersion)
        : action.dependencies,
      secrets: change.secrets ? replaceSecrets(action.secrets, change.secrets, now) : action.secrets,
    };
    checkDraft(draft);
    const build = beginBuild(draft, this.build, now);
    return Object.assign(action, draft, { updatedAt: now, build, draftDeployed: false });
  }

  /** @throws PlatformError 404 for no such Action. */
  get(id: string): Action {
    const action = this.#actions.get(id);
    if (!action) throw new PlatformError(404, "That action does not exist.");
    return action;
  }

  /** The Actions that match, in order of creation. Names match exactly. */
  list(filter: ActionFilter = {}): Action[] {
    return [...this.#actions.values()].filter(
      (action) =>
        (filter.name === undefined || action.name === filter.name) &&
        (filter.trigger === undefined || action.trigger.id === filter.trigger) &&
        (filter.deployed === undefined || (this.liveVersion(action) !== undefined) === filter.deployed),
    );
  }

  /** Where the build of the Action's draft stands now. */
  status(action: Action): BuildStatus {
    return buildStatus(action.build, this.options.clock.now());
  }

  /** Ends the builds that are under way at once, each as it was to end. */
  finishBuilds(): void {
    for (const { build } of this.#actions.values()) build.ms = 0;
  }

  /** The version that logins run now; `undefined` before the first deploy. */
  liveVersion(action: Action): ActionVersion | undefined {
    const now = this.options.clock.now();
    return action.versions.findLast((version) => version.liveAt <= now);
  }

  /** Makes the built draft the running version. @throws PlatformError 404 for no such Action, 400 before it is built. */
  deploy(id: string, origin?: Origin): ActionVersion {
    const action = this.get(id);
    if (this.status(action) !== "built") {
      throw new PlatformError(400, "A draft must be in the 'built' state before it can be deployed.");
    }
    action.draftDeployed = true;
    return this.#addVersion(action, action, origin);
  }

  /** The versions of an Action that are kept, newest first. @throws PlatformError 404 for no such Action. */
  versions(id: string): ActionVersion[] {
    return [...this.get(id).versions].reverse();
  }

  /** @throws PlatformError 404 for no such Action or version. */
  version(id: string, versionId: string): ActionVersion {
    const version = this.get(id).versions.find((candidate) => candidate.id === versionId);
    if (!version) throw new PlatformError(404, "That action version does not exist.");
    return version;
  }

  /**
   * Deploys an old version again, as a new one. The draft stays as it is unless `updateDraft` is true.
   * @throws PlatformError 404 for no such Action or version.
   */
  deployVersion(id: string, versionId: string, updateDraft = false, origin?: Origin): ActionVersion {
    const action = this.get(id);
    const old = this.version(id, versionId);
    const { code, runtime, trigger, dependencies, secrets } = old;
    if (updateDraft) {
      const now = this.options.clock.now();
      const build = beginBuild({ ...old, name: action.name }, this.build, now);
      Object.assign(action, { code, runtime, trigger, dependencies, secrets, updatedAt: now, build });
    }
    action.draftDeployed = updateDraft;
    return this.#addVersion(action, old, origin);
  }

  /**
   * Deletes an Action with all its versions. `force` takes it out of its trigger first.
   * @throws PlatformError 404 for no such Action, 409 while it is bound and `force` is not set.
   */
  delete(id: string, force = false): void {
    const action = this.get(id);
    if (force) this.options.bindings.unbind(action.id);
    if (this.options.bindings.isBound(action.id)) {
      throw new PlatformError(409, "Unable to delete an action bound to a trigger.");
    }
    this.#actions.delete(id);
  }

  #addVersion(action: Action, source: Action | ActionVersion, origin: Origin | undefined): ActionVersion {
    const now = this.options.clock.now();
    const version: ActionVersion = {
      id: randomUUID(),
      number: (action.versions.at(-1)?.number ?? 0) + 1,
      code: source.code,
      runtime: source.runtime,
      trigger: source.trigger,
      dependencies: source.dependencies,
      secrets: source.secrets,
      createdAt: now,
      liveAt: now + this.build.deployMs,
      origin,
    };
    action.versions = [...action.versions, version].slice(-LIMITS.versions);
    return version;
  }

  #checkName(name: string): void {
    if (this.uniqueNames && this.list({ name }).length > 0) {
      throw new PlatformError(409, "An action with the same name already exists.");
    }
  }
}
