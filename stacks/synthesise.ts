import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { compileOurActions } from "./bundling";
import { lockFile, outputFolder } from "./output";
import { stackFile } from "./stack-document";
import type { Tenant } from "./tenant-schema";

/**
 * Writes every tenant's stack, each with the provider lock where there is one. Gives the file of each, by the tenant's name.
 * @param outdir absent: where `npm run synth` writes.
 * @throws UserError when an Action can't be built.
 */
export async function synthesise(
  tenants: Readonly<Record<string, Tenant>>,
  outdir: string = outputFolder(),
): Promise<Map<string, string>> {
  const compiling = compileOurActions();
  // Its failure is reported where it is awaited.
  compiling.catch(() => {});
  // cdktf is loaded only now, beside the build.
  const [{ App }, { TenantStack }] = await Promise.all([import("cdktf"), import("./tenant-stack")]);
  mkdirSync(outdir, { recursive: true });
  // A stack trace holds the paths of this machine. Validation would ask Terraform for its version, so a synth would need
  // it on the PATH; `required_version` in the stack says the same to whoever has it.
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  const compiled = await compiling;
  for (const [name, tenant] of Object.entries(tenants)) new TenantStack(app, name, { tenant, compiled });
  app.synth();
  return new Map(
    Object.keys(tenants).map((name) => {
      const folder = join(app.outdir, "stacks", name);
      if (existsSync(lockFile)) copyFileSync(lockFile, join(folder, ".terraform.lock.hcl"));
      return [name, stackFile(folder)] as const;
    }),
  );
}

/** One line a stack. Silent under the cdktf command, which lists them itself. */
export function announce(files: ReadonlyMap<string, string>): void {
  if (process.env.CDKTF_CONTEXT_JSON !== undefined) return;
  for (const [name, file] of files) process.stdout.write(`${name}: ${relative(process.cwd(), file)}\n`);
}
