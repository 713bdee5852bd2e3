import { copyFileSync, existsSync } from "node:fs";
import { join, relative } from "node:path";
import { compileOurActions } from "./bundling";
import { lockFile, outputFolder } from "./output";
import { stackFile } from "./stack-document";
import type { Tenant } from "./tenant-schema";

/**
 * Writes every tenant's stack, each with the provider lock where there is one. Returns the file of each, by the tenant's name.
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
  // cdktf is loaded beside the build. Imported by its own name it would be loaded from its own files, a second time and slower.
  const { writeApp } = await import("./write-app");
  const written = writeApp(tenants, await compiling, outdir);
  return new Map(
    Object.keys(tenants).map((name) => {
      const folder = join(written, "stacks", name);
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
