import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "./environment";
import type { Output } from "./output";

/** What a verb is asked to work on. */
export interface Invocation {
  /** The tenant's name in tenants.ts. */
  name: string;
  tenant: Tenant;
  /** All of tenants.ts, to be synthesised together. */
  tenants: Readonly<Record<string, Tenant>>;
  /** The caller's environment. */
  caller: Environment;
  output: Output;
  /** Says yes where a user would be asked. */
  yes: boolean;
  /** Asks the user; false when they say anything but yes. */
  confirm(question: string): Promise<boolean>;
}
