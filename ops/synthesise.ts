import { join } from "node:path";
import { compileOurActions } from "../stacks/bundling";
import { createApp, synthesize } from "../stacks/synthesize";
import type { Tenant } from "../stacks/tenant";
import { TenantStack } from "../stacks/tenant-stack";

/**
 * Writes every tenant's stack as `npm run synth` does, without a word. Gives the folder that holds one per tenant.
 * @param outdir absent: where `npm run synth` writes.
 */
export function synthesise(tenants: Readonly<Record<string, Tenant>>, outdir?: string): string {
  const app = createApp(outdir);
  const compiled = compileOurActions();
  for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
  synthesize(app);
  return join(app.outdir, "stacks");
}
