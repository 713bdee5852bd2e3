import { writeFileSync } from "node:fs";
import type { CompiledAction } from "./compile";
import { withoutDirective } from "./settings-line";

/**
 * Writes the source maps of what was built where `ACTION_SOURCE_MAPS` says, for the local tenant: what is deployed has
 * none. Does nothing without it.
 */
export function writeSourceMaps(compiled: readonly CompiledAction[], file = process.env.ACTION_SOURCE_MAPS): void {
  if (!file) return;
  const built = compiled.map(withoutDirective).map(({ code, map }) => ({ code, map: JSON.parse(map) }));
  writeFileSync(file, JSON.stringify(built));
}
