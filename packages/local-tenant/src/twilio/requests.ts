import type { FaultKind } from "./fault";
import type { Operation } from "./operations";

/** How many of the newest requests keep what was sent and answered. A page of attempts can be large. */
export const BODIES_KEPT = 200;

/** One request that the local Verify received. Its headers are not kept, so no credential is. */
export interface RequestLogEntry {
  /** As `Twilio-Request-Id` in the answer: `RQ` and 32 hexadecimal digits. */
  sid: string;
  at: number;
  /** Milliseconds of real time until the answer was there; `undefined` while there is none. */
  ms: number | undefined;
  method: string;
  /** `undefined` for a route that the local Verify doesn't know. */
  operation: Operation | undefined;
  /** The pattern of the path; for an unknown route the path without anything that could be a number or an address. */
  route: string;
  /** The SID that it authenticated with, of an account or an API key; `undefined`: it did not. */
  callerSid: string | undefined;
  /**
   * What was sent, form or query, by Twilio's names; `undefined` where nobody read it, or it is no longer kept. Personal: never
   * print it.
   */
  parameters: Readonly<Record<string, string>> | undefined;
  /** What was answered: a JSON document, or other text; `undefined` for nothing, and where it is no longer kept. Personal, too. */
  answer: unknown;
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
