import { type RunningTenant, type StartOptions, startLocalTenant } from "../../src";
import { testAuthority } from "../support/workspace";

/** Starts a tenant with the authority that all suites share, so that nothing is written to the user's own folder. */
export function start(options: StartOptions = {}): Promise<RunningTenant> {
  return startLocalTenant({ dir: testAuthority, ...options });
}
