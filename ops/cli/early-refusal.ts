import type { UserError } from "../../stacks/errors";
import { JsonOutput } from "../support/output";
import { refusal } from "./refusal";

/** With `--json` on the command line, prints a refusal from before a verb's options are read. */
export function printEarlyRefusal(error: UserError): void {
  if (process.argv.includes("--json")) new JsonOutput().result(refusal(error));
}
