import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bindingAddress } from "../../stacks/addresses";
import { readConfiguration, readStackDocument, stackDocument } from "../../stacks/stack-document";

/** Terraform takes over the object of that id at that address. */
export interface ImportBlock {
  to: string;
  id: string;
}

const configuration = stackDocument.pick({ import: true });

export const bindingImport: ImportBlock = { to: bindingAddress, id: "post-login" };

/** Writes them beside the stack's `cdk.tf.json`, where Terraform reads both. */
export function writeImports(folder: string, blocks: readonly ImportBlock[]): void {
  writeFileSync(importsFile(folder), `${JSON.stringify({ import: blocks }, null, 2)}\n`);
}

/** To be called when they are done with: once an Action is gone from Auth0, its block fails every plan. */
export function removeImports(folder: string): void {
  rmSync(importsFile(folder), { force: true });
}

function importsFile(folder: string): string {
  return join(folder, "imports.tf.json");
}

/** All that Terraform reads in a stack's folder. */
export function importsIn(folder: string): ImportBlock[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".tf.json"));
  return files.flatMap((file) => readConfiguration(join(folder, file), configuration).import);
}

/** Those of the stack itself: the tenant's `importBinding`. */
export function stackImports(folder: string): ImportBlock[] {
  return readStackDocument(folder).import;
}
