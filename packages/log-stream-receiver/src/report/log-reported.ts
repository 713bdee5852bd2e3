import { logOutcome } from "../../../../actions/lib/log";
import { formatOutcome, type Outcome } from "../../../../actions/lib/outcome";

/** Writes a report's one line, as the Actions do: `verify-feedback log-stream approved 84ms acme-prod`. */
export function logReported(tenant: string, outcome: Outcome, ms: number): void {
  logOutcome("log-stream", formatOutcome(outcome), ms, [tenant]);
}
