import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";

/** One thing that has to be fixed before a tenant is changed. Written for somebody who sees the project for the first time. */
export interface Problem {
  /** What is wrong, and what it would do. */
  what: string;
  /** The variable, the field of tenants.ts or the place in a dashboard. */
  where: string;
  /** What to do; alternatives and steps on lines of their own. */
  fix: string;
}

/** The problems as they are printed, numbered; `[]` gives an empty text. */
export function describeProblems(problems: readonly Problem[]): string {
  return problems
    .map(({ what, where, fix }, index) => {
      const number = `${index + 1}.`.padEnd(4);
      return `${number}${indented(what, 4)}\n    where  ${indented(where, 11)}\n    to do  ${indented(fix, 11)}\n`;
    })
    .join("\n");
}

/** A verb stops because of `problems`, which must not be empty. */
export class ProblemsError extends UserError {
  constructor(
    name: string,
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    const message = `${name} is not ready: ${count}. Nothing was changed.\n\n${describeProblems(problems)}`;
    super(message.trimEnd(), exitCodes.problems);
  }
}

/** The error of a verb that stops because of `problems`, which must not be empty. */
export function problemsFound(name: string, problems: readonly Problem[]): UserError {
  return new ProblemsError(name, problems);
}

/** A problem made of an error for people: its first line is what is wrong, the others what to do. */
export function problemFrom(where: string, error: UserError): Problem {
  const [what = "", ...fix] = error.message.trim().split("\n");
  return { what, where, fix: fix.join("\n").trim() || "Try again. If it fails again, follow its advice." };
}

function indented(text: string, columns: number): string {
  return text.replace(/\n(?!\n)/g, `\n${" ".repeat(columns)}`);
}
