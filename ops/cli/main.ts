// npm run <verb> -- <tenant>: what a deployer runs.
import { tenants } from "../../tenants";
import { printableError } from "../support/print";
import { createProgram } from "./program";

createProgram(tenants)
  .parseAsync()
  .catch((error) => {
    throw printableError(error);
  });
