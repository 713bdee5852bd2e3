// npm run <verb> -- <tenant>: what a deployer runs.
import { UserError } from "../../stacks/errors";
import { JsonOutput } from "../support/output";
import { printableError } from "../support/print";
import { createProgram } from "./program";
import { refusal } from "./refusal";

async function main(): Promise<void> {
  const { tenants } = await theTenants();
  await createProgram(tenants).parseAsync();
}

/** Loaded late, so that scripts are told of a mistake in it as of any other. */
async function theTenants(): Promise<typeof import("../../tenants")> {
  try {
    return await import("../../tenants");
  } catch (error) {
    if (error instanceof UserError && process.argv.includes("--json")) new JsonOutput().result(refusal(error));
    throw error;
  }
}

main().catch((error) => {
  throw printableError(error);
});
