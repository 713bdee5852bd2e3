// npm run <verb> -- <tenant>: what a deployer runs.
import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import { exitCodes } from "../support/exit-codes";
import { printableError } from "../support/print";
import { printEarlyRefusal } from "./early-refusal";
import { createProgram } from "./program";

async function main(): Promise<void> {
  await createProgram(await theTenants()).parseAsync();
}

/** Loaded late, so that scripts are told of a mistake in it as of any other. */
async function theTenants(): Promise<Readonly<Record<string, Tenant>>> {
  try {
    const { tenants } = await import("../../tenants");
    // Nothing looks at the file's types before it is run.
    if (tenants === undefined) throw noTenants();
    return tenants;
  } catch (error) {
    if (error instanceof UserError) printEarlyRefusal(error);
    throw error;
  }
}

function noTenants(): UserError {
  return new UserError(
    "tenants.ts exports no tenants.\nWrite there: export const tenants = defineTenants({ … });",
    exitCodes.notReady,
  );
}

main().catch((error) => {
  throw printableError(error);
});
