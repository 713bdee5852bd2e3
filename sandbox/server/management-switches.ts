import { RateLimit } from "../auth0/management/rate-limit";
import type { BuildSettings } from "../auth0/store/build";
import type { LocalTenant } from "../auth0/tenant";

/** How builds go from now on. What is left out goes as in a fresh tenant. */
export interface BuildSwitch extends Partial<Pick<BuildSettings, "ms" | "deployMs">> {
  /** Names of Actions whose builds fail, besides those that can't be built anyway. */
  failing?: readonly string[];
}

/** What a program can make the tenant's Management API do that it does not do by itself. */
export class ManagementSwitches {
  readonly rateLimit = new RateLimit();
  private readonly fresh: BuildSettings;

  constructor(private readonly tenant: LocalTenant) {
    this.fresh = { ...tenant.actions.build };
  }

  build({ failing = [], ...times }: BuildSwitch): void {
    const fails: BuildSettings["fails"] = (draft) => failing.includes(draft.name) || this.fresh.fails(draft);
    Object.assign(this.tenant.actions.build, this.fresh, times, { fails });
  }

  /** True refuses a second Action of the same name with 409; the platform is not known to. */
  uniqueNames(unique: boolean): void {
    this.tenant.actions.uniqueNames = unique;
  }

  /** Back to a fresh tenant's. */
  reset(): void {
    this.rateLimit.refuse(0);
    this.build({});
    this.uniqueNames(false);
  }
}
