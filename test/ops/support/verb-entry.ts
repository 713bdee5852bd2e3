// The command line over tenants that are given as JSON instead of standing in tenants.ts.
import { basename } from "node:path";
import { createProgram } from "../../../ops/cli/program";
import { printableError } from "../../../ops/support/print";
import { defineTenants } from "../../../stacks/tenant";
import { keepJournal } from "./verb-journal";

const { VERB_JOURNAL: journal, TERRAFORM_BINARY_NAME: terraform } = process.env;
if (journal) keepJournal(journal, basename(terraform!));
const [configs, ...args] = process.argv.slice(2);
createProgram(defineTenants(JSON.parse(configs!)))
  .parseAsync(args, { from: "user" })
  .catch((error) => {
    throw printableError(error);
  });
