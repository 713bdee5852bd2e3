import type { UserError } from "../../stacks/errors";
import { ProblemsError } from "../live/problem";
import { printJson } from "../support/print";
import { printableLines } from "../support/printable";

/** What a verb that was run with `--json` and refused prints: why, its exit code, and preflight's problems if it was those. */
export function printRefusal(error: UserError): void {
  const problems = error instanceof ProblemsError ? { problems: error.problems } : {};
  // A sentence for people, who may be shown it by a script.
  printJson({ error: printableLines(error.message), exit: error.exitCode, ...problems });
}
