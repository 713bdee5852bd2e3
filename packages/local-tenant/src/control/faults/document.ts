import type { Fault, Operation } from "../../twilio";

/** A fault of Verify as the control API shows it: as it was set, with how many requests it still hits. */
export type FaultDocument = Fault & {
  operation: Operation;
  /** `null`: every one, until it is cleared. */
  left: number | null;
};

/** Answer of `GET /_sandbox/verify/faults`. */
export interface VerifyFaults {
  faults: FaultDocument[];
  /** What a fault can be set on. */
  operations: Operation[];
}

export function faultDocument(entry: { operation: Operation; fault: Fault; left: number | undefined }): FaultDocument {
  return { operation: entry.operation, ...entry.fault, left: entry.left ?? null };
}
