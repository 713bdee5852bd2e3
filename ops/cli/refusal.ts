import type { UserError } from "../../stacks/errors";
import { ProblemsError } from "../live/problem";
import { printableLines } from "../support/printable";

/** The document of a verb that refused: why, its exit code, and preflight's problems if it was those. */
export function refusal(error: UserError): object {
  const problems = error instanceof ProblemsError ? { problems: error.problems } : {};
  // A sentence for people, who may be shown it by a script.
  return { error: printableLines(error.message), exit: error.exitCode, ...problems };
}
