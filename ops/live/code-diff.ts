import { structuredPatch } from "diff";
import { blankSettings } from "../../stacks/bundling/settings-line";
import { parsedJson } from "../support/json";

/** A setting whose value changes; `null` where there is none. */
export interface SettingChange {
  /** E.g. `clients.exempt`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** How one Action's code changes. */
export interface CodeChange {
  settings: SettingChange[];
  /** Hunks of a unified diff, without a header and without the line of settings; empty when nothing else differs. */
  diff: string[];
}

const CONTEXT_LINES = 3;

/** Compares what runs with what is planned. Bodies without a line of settings are compared whole. */
export function codeChange(live: string, planned: string): CodeChange {
  const [before, after] = [settingsOf(live), settingsOf(planned)];
  const readable = before !== undefined && after !== undefined;
  return {
    settings: readable ? settingChanges(before, after) : [],
    diff: readable ? unified(blankSettings(live), blankSettings(planned)) : unified(live, planned),
  };
}

function unified(before: string, after: string): string[] {
  const { hunks } = structuredPatch("live", "planned", before, after, "", "", { context: CONTEXT_LINES });
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => {
    return [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines];
  });
}

function settingsOf(code: string): unknown {
  const line = /^const settings = (.*);$/m.exec(code)?.[1];
  // What is not JSON was not written by us: it is shown with the code.
  return line === undefined ? undefined : parsedJson(line);
}

function settingChanges(before: unknown, after: unknown): SettingChange[] {
  const [was, is] = [leaves(before), leaves(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(is.get(path)))
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }));
}

/** Every value that is not an object, by its dotted path; lists are values. */
function leaves(value: unknown, path = ""): Map<string, unknown> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, child]) => [...leaves(child, path === "" ? key : `${path}.${key}`)]),
  );
}
