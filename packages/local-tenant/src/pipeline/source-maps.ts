import { SourceMap, type SourceMapPayload } from "node:module";
import { fileURLToPath } from "node:url";

/** Code that was built, with the map to what it was built from. */
export interface MappedCode {
  code: string;
  /** Its `sources` are absolute `file:` URLs. */
  map: SourceMapPayload;
}

/**
 * Where deployed code comes from. Code is deployed without its map, which would count against the platform's limit, so
 * it is recognized by its text. What a tenant's settings put before it moves it down.
 */
export class SourceMaps {
  #built: readonly MappedCode[] = [];

  /** Replaces what was known. */
  set(built: readonly MappedCode[]): void {
    this.#built = built;
  }

  /** The map of deployed code; `undefined` for code that was built elsewhere or by hand. */
  of(deployed: string): SourceMapPayload | undefined {
    const found = this.#built.find(({ code }) => code !== "" && deployed.endsWith(code));
    if (!found) return undefined;
    const before = deployed.slice(0, -found.code.length).split("\n").length - 1;
    return { ...found.map, mappings: ";".repeat(before) + found.map.mappings };
  }
}

/** The comment that tells debuggers where a map is. */
export function inlineSourceMap(map: SourceMapPayload): string {
  return `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString("base64")}\n`;
}

/**
 * A stack as far as it lies in the Action, with the places of its sources where there is a map. What called the Action is
 * left out.
 * @param file the name under which the Action was compiled
 */
export function actionStack(stack: string, file: string, map: SourceMapPayload | undefined): string {
  const lines = stack.split("\n");
  const last = lines.findLastIndex((line) => line.includes(`${file}:`));
  if (last === -1) return lines[0] ?? "";
  const own = lines.slice(0, last + 1).join("\n");
  if (!map) return own;
  const places = new SourceMap(map);
  const name = file.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return own.replace(new RegExp(`${name}:(\\d+):(\\d+)`, "g"), (generated, line, column) => {
    const entry = places.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry)) return generated;
    return `${fileURLToPath(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}
