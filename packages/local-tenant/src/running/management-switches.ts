import { RateLimit } from "../auth0/management/rate-limit";
import type { BuildSettings } from "../auth0/store/build";
import type { LocalTenant } from "../auth0/tenant";
import { validateAction } from "../pipeline";

/** How builds that begin from now on go. What is left out goes as in a fresh tenant. */
export interface BuildSwitch extends Partial<Pick<BuildSettings, "ms" | "deployMs">> {
  /** Names of Actions whose builds fail, besides those that can't be built anyway. */
  failing?: readonly string[];
  /** Whether code that is not valid JavaScript fails to build. Auth0 builds it, and so does a fresh tenant. */
  invalidCode?: "builds" | "fails";
}

/** What is switched on. */
export interface ManagementState {
  /** How many of the next requests get 429. */
  refusals: number;
  build: BuildSwitch;
  uniqueNames: boolean;
}

/** What a program can make the tenant's Management API do that it does not do by itself. */
export class ManagementSwitches {
  readonly rateLimit = new RateLimit();
  readonly #fresh: BuildSettings;
  #builds: BuildSwitch = {};

  constructor(private readonly tenant: LocalTenant) {
    this.#fresh = { ...tenant.actions.build };
  }

  /** What is switched on. */
  get state(): ManagementState {
    const { refusals } = this.rateLimit;
    return { refusals, build: this.#builds, uniqueNames: this.tenant.actions.uniqueNames };
  }

  build(given: BuildSwitch): void {
    const { failing = [], invalidCode = "builds", ...times } = given;
    this.#builds = given;
    const isRefused = (code: string) => invalidCode === "fails" && validateAction(code).length > 0;
    const fails: BuildSettings["fails"] = (draft) =>
      failing.includes(draft.name) || isRefused(draft.code) || this.#fresh.fails(draft);
    Object.assign(this.tenant.actions.build, this.#fresh, times, { fails });
  }

  /** True refuses a second Action of the same name with 409; the platform is not known to. */
  uniqueNames(unique: boolean): void {
    this.tenant.actions.uniqueNames = unique;
  }

  /** Back to a fresh tenant's; builds that are under way end. */
  reset(): void {
    this.rateLimit.refuse(0);
    this.build({});
    this.tenant.actions.finishBuilds();
    this.uniqueNames(false);
  }
}
