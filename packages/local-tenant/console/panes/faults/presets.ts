import type { Fault, Operation } from "../../lib/documents";

/** Body of `POST /_sandbox/verify/faults`. */
export type FaultRequest = Fault & { operation: Operation };

/** What is worth seeing first. */
export const presets: readonly { says: string; fault: FaultRequest }[] = [
  { says: "Reports get no answer", fault: { operation: "verification/update", kind: "hang" } },
  { says: "Reports fail with 500", fault: { operation: "verification/update", kind: "error", status: 500 } },
  { says: "Verify is slow", fault: { operation: "verification/update", kind: "delay", ms: 2000 } },
  {
    says: "Fraud Guard blocks the next code",
    fault: { operation: "verification/create", kind: "refusal", status: 403, code: 60410, times: 1 },
  },
  {
    says: "Too many requests, twice",
    fault: { operation: "verification/create", kind: "error", status: 429, retryAfterSeconds: 5, times: 2 },
  },
];
