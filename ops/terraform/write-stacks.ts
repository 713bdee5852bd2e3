import { dirname, join } from "node:path";
import { outputFolder } from "../../stacks/output";
import { synthesise } from "../../stacks/synthesise";
import type { Tenant } from "../../stacks/tenant-schema";
import { removeImports } from "./imports";

/**
 * Writes every tenant's stack as `npm run synth` does, but silently. Returns the folder that holds one per tenant.
 * @param outdir absent: where `npm run synth` writes.
 */
export async function writeStacks(
  tenants: Readonly<Record<string, Tenant>>,
  outdir: string = outputFolder(),
): Promise<string> {
  const files = await synthesise(tenants, outdir);
  // Left by an adoption that was killed: cdktf leaves a stack's other files, and Terraform would read it.
  for (const file of files.values()) removeImports(dirname(file));
  return join(outdir, "stacks");
}
