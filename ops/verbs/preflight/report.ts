import { describeProblems } from "../../live/problem";
import { paint } from "../../support/paint";
import type { Check } from "./check";
import { type CheckName, checks } from "./checks";
import type { Inspection } from "./inspection";

type Outcome = "passed" | "warning" | "problem" | "skipped";

/** How a check ended. A check that found something counts as such even if it was not made whole. */
export function outcomeOf(check: CheckName, { problems, warnings, skipped }: Inspection): Outcome {
  if (problems.some((problem) => problem.check === check)) return "problem";
  if (warnings.some((warning) => warning.check === check)) return "warning";
  return skipped[check] === undefined ? "passed" : "skipped";
}

/** One line a check, then the problems, for a user. Ends with a line break. */
export function renderInspection(name: string, domain: string, inspection: Inspection): string {
  const lines = checks.map((check) => line(check, outcomeOf(check.name, inspection), inspection.skipped[check.name]));
  const { problems, warnings } = inspection;
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const verdict =
    problems.length === 0
      ? paint("green", `${name} is ready.`)
      : `${paint("red", `${name} is not ready: ${count}. Nothing was changed.`)}\n\n${describeProblems(problems)}`;
  const besides =
    warnings.length > 0
      ? `\n${paint("yellow", "Not blocking, but worth a look:")}\n\n${describeProblems(warnings)}`
      : "";
  return `${paint("bold", `${name}, ${domain}`)}\n${lines.join("\n")}\n\n${verdict.trimEnd()}\n${besides}`;
}

function line({ passed, failed }: Check, outcome: Outcome, why: string | undefined): string {
  switch (outcome) {
    case "passed":
      return `  ${paint("green", "ok")}    ${passed}`;
    case "warning":
      return `  ${paint("yellow", "WARN")}  ${failed}`;
    case "problem":
      return `  ${paint("red", "FAIL")}  ${failed}`;
    default:
      return paint("dim", `  --    ${passed} — not checked: ${why}`);
  }
}
