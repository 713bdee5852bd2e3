import type { LoginEngine } from "../auth0/login";
import type { OidcState } from "../auth0/oidc";
import type { LocalTenant } from "../auth0/tenant";
import type { TenantCredentials } from "../credentials/credentials";
import type { AdjustableClock } from "../support/clock";

/** What a state is of: a running tenant, as far as its state goes. */
export interface StateOwner {
  tenant: LocalTenant;
  engine: LoginEngine;
  signIns: OidcState;
  clock: AdjustableClock;
  credentials: TenantCredentials;
  /** `loaded`: ids of what was put there without Terraform; see `LocalTenantDescription`. */
  describe(): { loaded: readonly string[] };
}
