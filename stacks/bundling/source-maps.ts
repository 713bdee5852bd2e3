import { writeFileSync } from "node:fs";
import type { SourceMapPayload } from "node:module";
import type { CompiledAction } from "./compile";
import { withoutDirective } from "./settings-line";

/** What the code of every tenant ends with, and its source map: how the local tenant recognizes what it runs. */
export interface MappedCode {
  code: string;
  map: SourceMapPayload;
}

export function mappedCode(compiled: CompiledAction): MappedCode {
  const { code, map } = withoutDirective(compiled);
  return { code, map: JSON.parse(map) };
}

/**
 * Writes the source maps of what was built where `ACTION_SOURCE_MAPS` says, for the local tenant: what is deployed has
 * none. Does nothing without it.
 */
export function writeSourceMaps(compiled: readonly CompiledAction[], file = process.env.ACTION_SOURCE_MAPS): void {
  if (file) writeFileSync(file, JSON.stringify(compiled.map(mappedCode)));
}
