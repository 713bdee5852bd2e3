import type { CheckName } from "../../live/checks";
import type { Problem } from "../../live/problem";

/** What preflight found. */
export interface Inspection {
  problems: Problem[];
  /** What works, and may not be meant. Nothing stops at it. */
  warnings: Problem[];
  /** Why a check was not made, or not made whole; those that are not here were. */
  skipped: Partial<Record<CheckName, string>>;
}
