import type { CompiledAction } from "./compile";

/**
 * The code of one tenant: where it comes from, then its settings on one line, then what is the same for all tenants.
 * Keys are sorted, so that equal settings are equal bytes.
 * @param settings `undefined` for an Action that has none.
 */
export function withSettings(compiled: CompiledAction, settings: object | undefined): string {
  return assembled(compiled, settings === undefined ? "" : `const settings = ${JSON.stringify(sorted(settings))};\n`);
}

function assembled({ source, code }: CompiledAction, settingsLine: string): string {
  return [
    `// Built from ${source} — edit there, not here.\n`,
    // A directive counts only before the first statement.
    code.startsWith(strict) ? strict : "",
    settingsLine,
    code.startsWith(strict) ? code.slice(strict.length) : code,
  ].join("");
}

/** The same tenant's code from a newer build of its source: what `deployed` has as settings stays. */
export function withCodeOf(compiled: CompiledAction, deployed: string): string {
  const [, settings = ""] = /^[^\n]*\n(?:"use strict";\n)?(const settings = [^\n]*\n)?/.exec(deployed) ?? [];
  return assembled(compiled, settings);
}

/** The source that code was built from, relative to the repository; `undefined` for code that was written by hand. */
export function sourceOf(deployed: string): string | undefined {
  return /^\/\/ Built from ([^\n]+) — edit there, not here\.\n/.exec(deployed)?.[1];
}

const strict = '"use strict";\n';

/** What every tenant's code ends with, and the source map (JSON) of that. */
export function withoutDirective({ code, map }: CompiledAction): { code: string; map: string } {
  if (!code.startsWith(strict)) return { code, map };
  const parsed: { mappings: string } = JSON.parse(map);
  // A semicolon ends a line. The directive's has no mappings, as it is in no source.
  return {
    code: code.slice(strict.length),
    map: JSON.stringify({ ...parsed, mappings: parsed.mappings.replace(/^;/, "") }),
  };
}

/** The code with the settings' line left empty: what must be equal between tenants. */
export function blankSettings(code: string): string {
  return code.replace(/^const settings = .*$/m, "");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}
