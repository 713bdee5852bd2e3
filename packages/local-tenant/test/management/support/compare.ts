import { isObject, type Json, type JsonObject } from "./recording";

const TIMES = new Set(["created_at", "updated_at", "built_at", "build_time"]);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z$/;

/**
 * Which local id stands for which recorded one. A pair is learned when a recorded id is first seen in an answer; from
 * then on nothing else may stand for it, so an id that should stay, or should be new, is caught when it does not.
 */
export class IdMap {
  readonly #toLocal = new Map<string, string>();
  readonly #toRecorded = new Map<string, string>();

  learn(recorded: string, local: string): boolean {
    if (!this.#toLocal.has(recorded) && !this.#toRecorded.has(local)) {
      this.#toLocal.set(recorded, local);
      this.#toRecorded.set(local, recorded);
    }
    return this.#toLocal.get(recorded) === local;
  }

  /** The text with every recorded id in it replaced by its local one. */
  localise(text: string): string {
    let localised = text;
    for (const [recorded, local] of this.#toLocal) localised = localised.replaceAll(recorded, local);
    return localised;
  }
}

/** Sentences on how the local answer differs from the recorded one; none when it does not. */
export function differences(recorded: Json, local: Json | undefined, ids: IdMap, path = "$"): string[] {
  if (Array.isArray(recorded)) return arrayDifferences(recorded, local, ids, path);
  if (isObject(recorded)) return objectDifferences(recorded, local, ids, path);
  return recorded === local ? [] : [`${path}: ${JSON.stringify(local)} instead of ${JSON.stringify(recorded)}`];
}

function arrayDifferences(recorded: Json[], local: Json | undefined, ids: IdMap, path: string): string[] {
  if (!Array.isArray(local)) return [`${path}: no array`];
  if (local.length !== recorded.length) return [`${path}: ${local.length} items instead of ${recorded.length}`];
  return recorded.flatMap((item, index) => differences(item, local[index], ids, `${path}[${index}]`));
}

function objectDifferences(recorded: JsonObject, local: Json | undefined, ids: IdMap, path: string): string[] {
  if (!isObject(local)) return [`${path}: no object`];
  const extra = Object.keys(local)
    .filter((key) => !(key in recorded))
    .map((key) => `${path}.${key}: not recorded`);
  const found = Object.entries(recorded).flatMap(([key, value]) =>
    propertyDifferences(key, value, local[key], ids, `${path}.${key}`),
  );
  return [...extra, ...found];
}

function propertyDifferences(key: string, recorded: Json, local: Json | undefined, ids: IdMap, path: string): string[] {
  if (typeof recorded === "string" && typeof local === "string") {
    if (key === "id") return ids.learn(recorded, local) ? [] : [`${path}: ${local} does not stand for ${recorded}`];
    if (TIMES.has(key)) return ISO.test(local) ? [] : [`${path}: ${local} is no time`];
    if (key === "access_token" || key === "scope") return local === "" ? [`${path}: empty`] : [];
  }
  // The platform's docs put names that stood before first; the recorded server kept the order of the request.
  if (key === "secrets" && Array.isArray(recorded) && Array.isArray(local)) {
    return differences(byName(recorded), byName(local), ids, path);
  }
  return differences(recorded, local, ids, path);
}

function byName(list: Json[]): Json[] {
  const name = (item: Json) => (isObject(item) ? String(item.name) : "");
  return [...list].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
