import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { App, TerraformStack } from "cdktf";
import { repoRoot } from "./repo-root";

/** The committed record of the provider's checksums, the same for every tenant. `npm run lock` writes it. */
export const lockFile: string = join(repoRoot, "stacks", "terraform.lock.hcl");

/** The app that writes to `CDKTF_OUTDIR`, or to `cdktf.out` in the repository. */
export function createApp(): App {
  const outdir = process.env.CDKTF_OUTDIR ?? join(repoRoot, "cdktf.out");
  mkdirSync(outdir, { recursive: true });
  // A stack trace holds the paths of this machine.
  return new App({ outdir, stackTraces: false });
}

/**
 * Writes the stacks, each with the provider lock where there is one, and says so, one line a stack. Silent under the
 * cdktf command, which lists them itself.
 */
export function synthesize(app: App): void {
  app.synth();
  for (const stack of app.node.children.filter(TerraformStack.isStack)) {
    const folder = join(app.outdir, "stacks", stack.node.id);
    if (existsSync(lockFile)) copyFileSync(lockFile, join(folder, ".terraform.lock.hcl"));
    if (process.env.CDKTF_CONTEXT_JSON !== undefined) continue;
    process.stdout.write(`${stack.node.id}: ${relative(process.cwd(), join(folder, "cdk.tf.json"))}\n`);
  }
}
