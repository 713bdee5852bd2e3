import type { SourceMapPayload } from "node:module";
import type { Clock } from "../support/clock";
import { TriggerCache } from "./cache";
import { clockDate } from "./clock-date";
import { createActionConsole } from "./console-capture";
import { limits } from "./limits";
import { type ActionHandler, actionFile, checkDependencies, compileAction, handlerOf, type RunTrigger } from "./load";
import { createActionRequire, type ResolveDependency, resolveFromHere } from "./require";
import { actionStack, type MappedCode, SourceMaps } from "./source-maps";
import type { DeployedAction } from "./types";

export interface InstanceOptions {
  /**
   * The root folder of an installed package, `undefined` when it is not installed. The version found there must be the
   * declared one. Default: the `node_modules` above this package.
   */
  resolveDependency?: ResolveDependency;
  /**
   * Milliseconds of real time that all Actions of a trigger have together until the next pause. `Infinity`: no limit, as a
   * breakpoint needs it. Default: the platform's.
   */
  timeLimitMs?: number | undefined;
  /** What `Date` follows in the code of Actions; their packages have the machine's. Default: the machine's. */
  clock?: Clock | undefined;
}

/**
 * Compiled Actions, one instance per Action id and version id, and each trigger's cache. Module state survives between
 * logins until `recycle`, as on the platform since node22.
 */
export class ActionInstances {
  readonly timeLimitMs: number;
  readonly #sourceMaps = new SourceMaps();
  readonly #resolve: ResolveDependency;
  readonly #globals: Readonly<Record<string, unknown>>;
  readonly #instances = new Map<string, ActionInstance>();
  /** How often an Action with a source map was loaded, by its name. */
  readonly #loads = new Map<string, number>();
  readonly #caches = new Map<RunTrigger, TriggerCache>();

  constructor(readonly options: InstanceOptions = {}) {
    this.#resolve = options.resolveDependency ?? resolveFromHere;
    this.timeLimitMs = options.timeLimitMs ?? limits.segmentMs;
    this.#globals = options.clock ? { Date: clockDate(options.clock) } : {};
  }

  /** What `api.cache` reads and writes, shared by all Actions of the trigger and by no other. */
  cache(trigger: RunTrigger): TriggerCache {
    const cache = this.#caches.get(trigger) ?? new TriggerCache();
    this.#caches.set(trigger, cache);
    return cache;
  }

  /** The instance of this version of the Action; nothing of it has run yet when it is new. */
  get(action: DeployedAction): ActionInstance {
    const key = JSON.stringify([action.id, action.versionId]);
    let instance = this.#instances.get(key);
    if (!instance) {
      const map = this.#sourceMaps.of(action.code);
      const file = map ? this.#mappedFile(action.name) : actionFile(action.name);
      instance = new ActionInstance(action, file, this.#resolve, this.#globals, map);
      this.#instances.set(key, instance);
    }
    return instance;
  }

  /** Another one at each load: debuggers find breakpoints by it, and the lines of the load before are others. */
  #mappedFile(name: string): string {
    const loads = (this.#loads.get(name) ?? 0) + 1;
    this.#loads.set(name, loads);
    return actionFile(loads === 1 ? name : `${name}.${loads}`);
  }

  /**
   * Says where the code of Actions comes from. If the source's lines have moved, as under a new comment, the instance
   * starts cold, so that stacks and breakpoints match.
   */
  setSourceMaps(built: readonly MappedCode[]): void {
    this.#sourceMaps.set(built);
    for (const [key, instance] of this.#instances) {
      if (instance.hasMoved(this.#sourceMaps)) this.#instances.delete(key);
    }
  }

  /** Why a build with these dependencies would fail, one sentence each; empty when they are all installed. */
  checkDependencies(dependencies: DeployedAction["dependencies"]): string[] {
    return checkDependencies(dependencies, this.#resolve);
  }

  /**
   * Forgets every instance and the caches, so that the next run of each Action is a cold start.
   * Packages stay in node's own module cache.
   */
  recycle(): void {
    this.#instances.clear();
    this.#caches.clear();
  }
}

/** One Action's module: its top-level code runs once, at the first call; what it throws is thrown at each call. */
export class ActionInstance {
  #loaded: { exports: unknown } | { error: unknown } | undefined;

  constructor(
    private readonly action: DeployedAction,
    /** What stacks and debuggers call its code. */
    private readonly file: string,
    private readonly resolve: ResolveDependency,
    private readonly globals: Readonly<Record<string, unknown>>,
    private readonly map: SourceMapPayload | undefined,
  ) {}

  /**
   * The Action's handler for the trigger.
   * @throws whatever the module's top level threw, or the platform's sentence about a missing or wrong handler
   */
  handler(trigger: RunTrigger = "post-login"): ActionHandler {
    this.#loaded ??= this.#load();
    if ("error" in this.#loaded) throw this.#loaded.error;
    return handlerOf(this.#loaded.exports, trigger);
  }

  /** What a run threw, as a developer reads it: see `actionStack`. */
  stackOf({ stack }: { stack: string }): string {
    return actionStack(stack, this.file, this.map);
  }

  /** Whether these maps lead elsewhere than the one that it was loaded with. */
  hasMoved(maps: SourceMaps): boolean {
    const now = maps.of(this.action.code);
    return now !== undefined && now.mappings !== this.map?.mappings;
  }

  #load(): { exports: unknown } | { error: unknown } {
    const module = { exports: {} };
    try {
      const { code, dependencies } = this.action;
      const run = compileAction(code, this.file, this.map, Object.keys(this.globals));
      const require = createActionRequire(dependencies, this.resolve);
      run(module, module.exports, require, createActionConsole(), ...Object.values(this.globals));
      return { exports: module.exports };
    } catch (error) {
      return { error };
    }
  }
}
