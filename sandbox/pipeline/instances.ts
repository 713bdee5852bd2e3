import type { DeployedAction } from "./types";

/** Where the packages that Actions declare are looked for. */
export interface InstanceOptions {
  /** Root folder of an installed package, `undefined` when it is not there. Default: node's resolution from the repository. */
  resolveDependency?(name: string, version: string): string | undefined;
}

/**
 * Compiled Actions, one instance per Action id and version id. Module state survives between logins until `recycle`,
 * as on the platform since node22.
 */
export class ActionInstances {
  constructor(readonly options: InstanceOptions = {}) {}

  /** Forgets every instance and cache, so that the next run of each Action is a cold start. */
  recycle(): void {}

  /** The instance of this version of the Action. */
  get(_action: DeployedAction): never {
    throw new Error("not ready");
  }
}
