// The command line over tenants that are given as JSON instead of standing in tenants.ts.
import { createProgram } from "../../../ops/cli/program";
import { printableError } from "../../../ops/print";
import { defineTenants } from "../../../stacks/tenant";

const [configs, ...args] = process.argv.slice(2);
createProgram(defineTenants(JSON.parse(configs!)))
  .parseAsync(args, { from: "user" })
  .catch((error) => {
    throw printableError(error);
  });
