import type { Problem } from "../../live/problem";
import type { CheckName } from "./checks";

/** A problem, and the check that found it. */
export interface CheckedProblem extends Problem {
  check: CheckName;
}

/** What preflight found, in the order of its checks. */
export interface Inspection {
  problems: CheckedProblem[];
  /** What works, and may not be meant. Nothing stops at it. */
  warnings: CheckedProblem[];
  /** Why a check was not made, or not made whole; those that are not here were. */
  skipped: Partial<Record<CheckName, string>>;
}
