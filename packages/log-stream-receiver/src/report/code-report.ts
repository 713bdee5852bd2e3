import type { UsedCode } from "../records/used-code";

/** A used code on its way to Verify: all that is kept of a record. */
export interface CodeReport extends UsedCode {
  logId: string;
  /** The tenant's name, as in the settings. */
  tenant: string;
  /** The verification that an approval was sent for before, with what success is not known. */
  sentFor?: string;
}
