import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { App, TerraformStack } from "cdktf";
import { lockFile, outputFolder } from "./output";
import { stackFile } from "./stack-document";

export function createApp(outdir: string = outputFolder()): App {
  mkdirSync(outdir, { recursive: true });
  // A stack trace holds the paths of this machine. Validation would ask Terraform for its version, so a synth would need
  // it on the PATH; `required_version` in the stack says the same to whoever has it.
  return new App({ outdir, stackTraces: false, skipValidation: true });
}

/** Writes the stacks, each with the provider lock where there is one. Gives the file of each, by the stack's id. */
export function synthesize(app: App): Map<string, string> {
  app.synth();
  const files = new Map<string, string>();
  for (const stack of app.node.children.filter(TerraformStack.isStack)) {
    const folder = join(app.outdir, "stacks", stack.node.id);
    if (existsSync(lockFile)) copyFileSync(lockFile, join(folder, ".terraform.lock.hcl"));
    files.set(stack.node.id, stackFile(folder));
  }
  return files;
}

/** One line a stack. Silent under the cdktf command, which lists them itself. */
export function announce(files: ReadonlyMap<string, string>): void {
  if (process.env.CDKTF_CONTEXT_JSON !== undefined) return;
  for (const [id, file] of files) process.stdout.write(`${id}: ${relative(process.cwd(), file)}\n`);
}
