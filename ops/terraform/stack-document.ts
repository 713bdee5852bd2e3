import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../stacks/errors";

/** Terraform's JSON configuration of a stack: `provider`, `resource` and `data`, by type and name. */
// biome-ignore lint/suspicious/noExplicitAny: it is open-ended
export type StackDocument = any;

/** Reads `cdk.tf.json` in a stack's folder. @throws UserError when there is none. */
export function readStackDocument(folder: string): StackDocument {
  const file = join(folder, "cdk.tf.json");
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`${file} can't be read: ${(error as Error).message}.\nWrite it with: npm run synth`);
  }
}
