import type { UserError } from "../stacks/errors";
import { ProblemsError } from "./preflight/problem";
import { printJson } from "./print";

/** What a verb that was run with `--json` and refused prints: why, its exit code, and preflight's problems if it was those. */
export function printRefusal(error: UserError): void {
  const problems = error instanceof ProblemsError ? { problems: error.problems } : {};
  printJson({ error: error.message, exit: error.exitCode, ...problems });
}
