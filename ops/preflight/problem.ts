import { UserError } from "../../stacks/errors";
import { exitCodes } from "../exit-codes";

/** One thing that has to be mended before a tenant is changed. Written for somebody who sees the project for the first time. */
export interface Problem {
  /** The check that found it, e.g. `scopes`; stable, for scripts. */
  check: string;
  /** One sentence: what is wrong, and what it would do. */
  what: string;
  /** The variable, the field of tenants.ts or the place in a dashboard. */
  where: string;
  /** What to do, one step a line. */
  fix: string;
}

/** What `preflight` prints, and a verb that stops because of it. `problems` must not be empty. */
export function describeProblems(name: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const blocks = problems.map(({ what, where, fix }, index) => {
    const indented = fix.replaceAll("\n", "\n            ");
    return `${String(index + 1).padStart(3)}. ${what}\n     where: ${where}\n     to do: ${indented}`;
  });
  return `${name} is not ready, ${count}:\n\n${blocks.join("\n\n")}\n\nNothing was changed.`;
}

/** The user error of a verb that goes no further; ends with the exit code for problems. */
export function problemsFound(name: string, problems: readonly Problem[]): UserError {
  return new UserError(describeProblems(name, problems), exitCodes.problems);
}
