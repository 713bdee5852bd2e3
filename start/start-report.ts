import type { LoadedStack, LocalTenantDescription, UserDocument } from "../packages/local-tenant/src/server";
import type { Conversion } from "../packages/local-tenant/src/twilio/conversion";
import type { DemonstratedLogin } from "./demonstration";

/** What `npm start` found out, ready to be printed or written as JSON. */
export interface StartReport {
  /** Milliseconds from the start of the command, once set up, to the stack being loaded. */
  readyMs: number;
  sandbox: LocalTenantDescription;
  /** Opens the console; holds its token. */
  consoleLink: string | undefined;
  stack: LoadedStack;
  logins: DemonstratedLogin[];
  /** Verify's conversion after the logins: in a tenant without the Actions, and in this one. */
  conversion: { without: Conversion; with: Conversion };
  users: UserDocument[];
  /**
   * Environment variables with which Terraform deploys to this tenant, but for the look-up client's private key, which is in its
   * file; `LOCAL_TENANT_TOKEN` is the control API's.
   */
  deployEnvironment: Record<string, string>;
  /** Holds the same while the tenant runs, for a shell to read. */
  credentialsFile: string;
  /** Where a debugger connects, `ws://…`; `undefined` without `--inspect`. */
  debuggerUrl?: string | undefined;
}
