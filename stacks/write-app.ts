import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { App } from "cdktf";
import type { CompiledActions } from "./bundling";
import type { Tenant } from "./tenant-schema";
import { TenantStack } from "./tenant-stack";

/**
 * Writes the CDKTF app's output into `outdir`: a stack for each tenant. Another process may read there meanwhile: a file is
 * replaced in one step, and left alone where it is the same. Returns the absolute path of `outdir`.
 */
export function writeApp(tenants: Readonly<Record<string, Tenant>>, compiled: CompiledActions, outdir: string): string {
  mkdirSync(outdir, { recursive: true });
  const fresh = mkdtempSync(join(resolve(outdir), ".synth-"));
  try {
    // A stack trace holds the paths of this machine. Validation would ask Terraform for its version, so a synth would need
    // it on the PATH; `required_version` in the stack says the same to whoever has it.
    const app = new App({ outdir: fresh, stackTraces: false, skipValidation: true });
    for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
    app.synth();
    moveInto(fresh, resolve(outdir));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return resolve(outdir);
}

function moveInto(from: string, to: string): void {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, file));
    if (existsSync(target) && readFileSync(target).equals(readFileSync(file))) continue;
    mkdirSync(dirname(target), { recursive: true });
    renameSync(file, target);
  }
}
