import type { VerifyAccess } from "../report/report-code";

/** One Auth0 tenant whose log stream comes here. */
export interface TenantSettings {
  /** As in the records' `tenant_name`. */
  name: string;
  /** The log stream's authorization token: one, or two while it is being changed. No other tenant's. */
  tokens: string[];
  verify: VerifyAccess;
}

export interface ReceiverSettings {
  tenants: TenantSettings[];
  /** `undefined`: the metrics are not shown. */
  metricsToken?: string;
}
