import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stackNotSynthesised } from "./errors";
import type { StackDocument } from "./stack-document";

/** Reads `<output>/stacks/<stack>/cdk.tf.json`. Throws a `LocalTenantError` when it is not there. */
export function readSynthesised(output: string, stack: string): StackDocument {
  const file = join(output, "stacks", stack, "cdk.tf.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StackDocument;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw stackNotSynthesised(file, stack);
    throw error;
  }
}
