import type { FaultKind } from "./fault";
import type { Operation } from "./operations";

/** One request that the local Verify received. */
export interface RequestLogEntry {
  at: number;
  method: string;
  /** `undefined` for a route that the local Verify doesn't know. */
  operation: Operation | undefined;
  /** The pattern of the path; for an unknown route the path without anything that could be a number or an address. */
  route: string;
  /** The verification that was started, read, checked or updated; `undefined` when there was none. */
  verificationSid: string | undefined;
  /** How the request addressed a verification: the decoded `{Sid}`, which may be a phone number. Never print it. */
  addressedBy: string | undefined;
  /** HTTP status; `undefined` while no answer was given, and for ever when the fault was `hang` or `reset`. */
  status: number | undefined;
  /** Twilio's error code; `undefined` for a success and for an answer without one. */
  code: number | undefined;
  /** Whether this request made a verification approved, even if its answer was lost to a fault. */
  approval: boolean;
  /** The fault that struck; `undefined` for none. */
  fault: FaultKind["kind"] | undefined;
}
