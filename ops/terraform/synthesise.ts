import { join } from "node:path";
import { compileOurActionsAsync } from "../../stacks/bundling";
import type { Tenant } from "../../stacks/tenant-schema";
import { removeImports } from "./imports";

/**
 * Writes every tenant's stack as `npm run synth` does, without a word. Gives the folder that holds one per tenant.
 * @param outdir absent: where `npm run synth` writes.
 */
export async function synthesise(tenants: Readonly<Record<string, Tenant>>, outdir?: string): Promise<string> {
  const compiling = compileOurActionsAsync();
  // Its failure is reported where it is awaited.
  compiling.catch(() => {});
  // cdktf is loaded only now, beside the build.
  const [{ createApp, synthesize }, { TenantStack }] = await Promise.all([
    import("../../stacks/synthesize"),
    import("../../stacks/tenant-stack"),
  ]);
  const app = createApp(outdir);
  const compiled = await compiling;
  for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
  synthesize(app);
  const stacks = join(app.outdir, "stacks");
  // Left by an adoption that was killed: cdktf leaves a stack's other files, and Terraform would read it.
  for (const name of Object.keys(tenants)) removeImports(join(stacks, name));
  return stacks;
}
