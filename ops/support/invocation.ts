import type { Tenant } from "../../stacks/tenant-schema";
import type { Environment } from "./environment";

/** What a verb is asked to work on. */
export interface Invocation {
  /** The tenant's name in tenants.ts. */
  name: string;
  tenant: Tenant;
  /** All of tenants.ts, to be synthesised together. */
  tenants: Readonly<Record<string, Tenant>>;
  /** The caller's environment. */
  caller: Environment;
  /** One JSON document on standard output, and nothing else there. */
  json: boolean;
  /** Says yes where a person would be asked. */
  yes: boolean;
  /** Asks the person; false when they say anything but yes. */
  confirm(question: string): Promise<boolean>;
}
