import type { Outcome } from "../../../actions/lib/outcome";

/** `approved`, `approved:presumed`, `skipped:<why>` or `failed:<class>`: an outcome without the codes of a failure. */
export function outcomeLabel(outcome: Outcome): string {
  if (outcome.result === "failed") return `failed:${outcome.class}`;
  if (outcome.result === "skipped") return `skipped:${outcome.why}`;
  return outcome.presumed ? "approved:presumed" : "approved";
}
