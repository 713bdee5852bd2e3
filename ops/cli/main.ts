// npm run <verb> -- <tenant>: what a deployer runs.
import { tenants } from "../../tenants";
import { createProgram } from "./program";

createProgram(tenants).parseAsync();
