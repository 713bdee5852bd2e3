import { join } from "node:path";
import { compileOurActions } from "../stacks/bundling";
import { createApp, synthesize } from "../stacks/synthesize";
import type { Tenant } from "../stacks/tenant";
import { TenantStack } from "../stacks/tenant-stack";
import { removeImports } from "./adopt/imports";

/**
 * Writes every tenant's stack as `npm run synth` does, without a word. Gives the folder that holds one per tenant.
 * @param outdir absent: where `npm run synth` writes.
 */
export function synthesise(tenants: Readonly<Record<string, Tenant>>, outdir?: string): string {
  const app = createApp(outdir);
  const compiled = compileOurActions();
  for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
  synthesize(app);
  const stacks = join(app.outdir, "stacks");
  // Left by an adoption that was killed: cdktf leaves a stack's other files, and Terraform would read it.
  for (const name of Object.keys(tenants)) removeImports(join(stacks, name));
  return stacks;
}
