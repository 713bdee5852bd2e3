import { mkdirSync } from "node:fs";
import { App } from "cdktf";
import type { CompiledActions } from "./bundling";
import type { Tenant } from "./tenant-schema";
import { TenantStack } from "./tenant-stack";

/** Writes the CDKTF app's output into `outdir`: a stack for each tenant. Returns the absolute path of `outdir`. */
export function writeApp(tenants: Readonly<Record<string, Tenant>>, compiled: CompiledActions, outdir: string): string {
  mkdirSync(outdir, { recursive: true });
  // A stack trace holds the paths of this machine. Validation would ask Terraform for its version, so a synth would need
  // it on the PATH; `required_version` in the stack says the same to whoever has it.
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
  app.synth();
  return app.outdir;
}
