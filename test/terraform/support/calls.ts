import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call } from "../../support/served-tenant";

interface RecordedCall extends Omit<Call, "query"> {
  step: number;
  query?: string;
}

/** A recording of the real provider, as far as the comparison needs it. */
export interface Recording {
  steps: { step: number; command: string; exit: number; output: string }[];
  exchange: RecordedCall[];
}

/** Reads `packages/local-tenant/test/management/wire/<name>.json`. */
export function recording(name: string): Recording {
  return JSON.parse(
    readFileSync(join(__dirname, "../../../packages/local-tenant/test/management/wire", `${name}.json`), "utf8"),
  );
}

/** Only these calls belong to what the double serves. */
const SERVED = /^\/(oauth\/token|api\/v2\/actions\/(actions|triggers\/post-login)(\/|$))/;

/** Actions by id, in the order in which the answers first showed them: `b`, and `b#2` for another one of that name. */
class ActionNames {
  private readonly names = new Map<string, string>();

  learn(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    const { id, name, supported_triggers } = value as Record<string, unknown>;
    if (typeof id === "string" && typeof name === "string" && supported_triggers !== undefined) this.add(id, name);
    for (const child of Object.values(value)) this.learn(child);
  }

  private add(id: string, name: string): void {
    if (this.names.has(id)) return;
    const same = [...this.names.values()].filter((known) => known.replace(/#\d+$/, "") === name).length;
    this.names.set(id, same === 0 ? name : `${name}#${same + 1}`);
  }

  /** The text with each id replaced by its Action's name. */
  replace(text: string): string {
    return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => `<${this.names.get(id) ?? "unknown"}>`);
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, child]) => [key, sorted(child)]));
}

function withoutPort(text: string): string {
  return text.replace(/localhost:\d+/g, "localhost");
}

/**
 * The calls of each resource in order, one line a call: method, path, query, status and body. The calls of different
 * resources are not compared with each other, since their order differs between runs.
 */
export function callsByResource(calls: readonly Omit<RecordedCall, "step">[]): Record<string, string[]> {
  const names = new ActionNames();
  for (const { response } of calls) names.learn(response);
  const groups: Record<string, string[]> = {};
  for (const { method, path, query, request, status, response } of calls) {
    if (!SERVED.test(path)) continue;
    const created = method === "POST" && path.endsWith("/actions/actions");
    const id = (response as { id?: string } | undefined)?.id;
    const resource = created && id !== undefined ? `${path}/${id}` : path.replace(/\/deploy$/, "");
    const body = request === undefined ? "" : ` ${JSON.stringify(sorted(request))}`;
    const line = `${method} ${path}${query ? `?${query}` : ""} ${status}${body}`;
    const group = names.replace(query?.includes("actionName") ? `${resource}?${query}` : resource);
    groups[group] = [...(groups[group] ?? []), withoutPort(names.replace(line))];
  }
  return groups;
}
