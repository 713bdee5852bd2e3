import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseJson, readText } from "../read-file";
import { stackNotSynthesised } from "./errors";
import { type StackDocument, stackDocumentIn } from "./stack-document";

/** Reads `<output>/stacks/<stack>/cdk.tf.json`. Throws a `LocalTenantError` when it is not there, or is not a stack. */
export function readSynthesised(output: string, stack: string): StackDocument {
  const file = join(output, "stacks", stack, "cdk.tf.json");
  if (!existsSync(file)) throw stackNotSynthesised(file, stack);
  return stackDocumentIn(parseJson(readText(file), file), file);
}
