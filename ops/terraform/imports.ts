import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type FeedbackKey, feedbackKeys, terraformName } from "../../stacks/actions";
import { bindingAddress } from "../../stacks/addresses";
import type { Matches } from "../verbs/adopt/match";

/** Terraform takes over the object of that id at that address. */
export interface ImportBlock {
  to: string;
  id: string;
}

const binding: ImportBlock = { to: bindingAddress, id: "post-login" };

/** Terraform's address of one of ours. */
export function addressOf(key: FeedbackKey): string {
  return `auth0_action.${terraformName(key)}`;
}

/** One block an Action that is taken over, and one for the trigger's binding where nothing has imported it yet. */
export function importBlocks(folder: string, matches: Matches, bindsTrigger: boolean): ImportBlock[] {
  const actions = feedbackKeys.flatMap((key) => {
    const match = matches[key];
    return match.kind === "adopt" ? [{ to: addressOf(key), id: match.action.id }] : [];
  });
  return bindsTrigger || stackImports(folder).some(({ to }) => to === binding.to) ? actions : [...actions, binding];
}

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

/** Those of the stack itself: the tenant's `importBinding`. */
function stackImports(folder: string): ImportBlock[] {
  return JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")).import ?? [];
}
