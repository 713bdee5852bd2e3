import { join } from "node:path";
import type { MappedCode } from "../pipeline";
import type { TenantDocument } from "../sources/document";
import { readFrom } from "../sources/read-sources";
import { readStack } from "../sources/terraform/read-stack";
import { readSynthesised } from "../sources/terraform/read-synthesised";
import type { LoadedDocument } from "./load-document";
import { readSourceMaps } from "./read-source-maps";

/** What a synthesised stack is loaded with. */
export interface StackInputs {
  /** The values of its input variables, secrets included. */
  variables: Readonly<Record<string, string>>;
  /** Changes an Action's code before it is loaded, such as an address that was compiled into it. */
  code?(code: string): string;
}

/** What loading a stack changed, and what of it was not loaded. */
export interface LoadedStack extends LoadedDocument {
  stack: string;
  /** Resource types that the local tenant does not read; Terraform would deploy them. */
  skipped: string[];
  /** Where the stack's log streams deliver to. They are not loaded: Terraform makes them, and the tokens that they send. */
  logStreamEndpoints: string[];
}

/** A synthesised stack as it was read: what can be loaded, and what else is said of it. */
export interface StackToLoad {
  stack: string;
  document: TenantDocument;
  maps: readonly MappedCode[];
}

/**
 * Reads a synthesised stack from `<output>/stacks/<stack>`. Throws a `LocalTenantError` for a file, variable or secret that is
 * missing and for what only Terraform can evaluate.
 */
export function readStackToLoad(
  output: string,
  stack: string,
  { variables, code = (text) => text }: StackInputs,
): StackToLoad {
  const document = readFrom(join(output, "stacks", stack), readStack(readSynthesised(output, stack), variables));
  const actions = document.actions.map((action) => ({ ...action, code: code(action.code) }));
  const [incomplete] = actions.flatMap(({ secrets }) => secrets.filter((secret) => "missing" in secret));
  if (incomplete) throw incomplete.missing;
  return { stack, document: { ...document, actions }, maps: readSourceMaps(output) };
}

/** Loads what {@link readStackToLoad} has read; throws where `load` does. */
export function loadStack(
  { stack, document, maps }: StackToLoad,
  load: (document: TenantDocument, maps: readonly MappedCode[]) => LoadedDocument,
): LoadedStack {
  return {
    stack,
    ...load(document, maps),
    skipped: document.skipped,
    logStreamEndpoints: document.logStreams.flatMap(({ endpoint }) => endpoint ?? []),
  };
}
