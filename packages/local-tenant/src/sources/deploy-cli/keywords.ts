import { wrongShape } from "../errors";
import { parseJson, placeOf, readText } from "../read-file";

/** Values for keyword markers, by keyword. */
export type Keywords = Readonly<Record<string, unknown>>;

const setting = "AUTH0_KEYWORD_REPLACE_MAPPINGS";

/**
 * The keywords as auth0-deploy-cli's import finds them: those of the setting in the environment alone, where it is set. Else
 * those of the setting in the configuration file, and over them the environment itself.
 */
export function readKeywords(environment: Readonly<Record<string, string | undefined>>, config?: string): Keywords {
  const inFile = config === undefined ? {} : configured(config);
  const inEnvironment = environment[setting];
  return inEnvironment ? mappings(parseJson(inEnvironment, setting), setting) : { ...inFile, ...environment };
}

function configured(file: string): Keywords {
  const config = parseJson(readText(file), file);
  if (typeof config === "object" && config !== null && !Array.isArray(config)) {
    return mappings((config as Keywords)[setting], file);
  }
  throw wrongShape(file, "it", "must be an object, as auth0-deploy-cli's configuration is");
}

function mappings(value: unknown, where: string): Keywords {
  if (value === undefined || value === null) return {};
  if (typeof value === "string") return mappings(parseJson(value, where), where);
  if (typeof value === "object" && !Array.isArray(value)) return value as Keywords;
  throw wrongShape(where, setting, "must be an object of keywords and their values");
}

/**
 * Replaces `@@X@@`, in quotation marks or not, by the value's JSON, and then `##X##` by its text, keyword by keyword in their
 * order, as auth0-deploy-cli does. Markers without a value stay as they are, and are told to `onMissing` with their place.
 */
export function replaceKeywords(
  text: string,
  keywords: Keywords,
  onMissing: (marker: string, place: string) => void,
): string {
  const given = Object.entries(keywords).filter(([, value]) => value !== undefined);
  const names = new Set(given.map(([name]) => name));
  for (const { 0: marker, 1: name, index } of text.matchAll(/(?:@@|##)([\w.-]+)(?:@@|##)/g)) {
    if (marker.slice(0, 2) === marker.slice(-2) && !names.has(name!)) onMissing(marker, placeOf(text, index));
  }
  const withJson = given.reduce((before, [name, value]) => {
    const marker = `@@${name}@@`;
    const json = JSON.stringify(value);
    return [`'${marker}'`, `"${marker}"`, marker].reduce((part, form) => part.replaceAll(form, () => json), before);
  }, text);
  return given.reduce((before, [name, value]) => before.replaceAll(`##${name}##`, () => String(value)), withJson);
}

/** Says which markers have no value, and how to give them one. */
export function withoutValues(markers: readonly string[]): string {
  const stay = markers.length === 1 ? "it stays as it is" : "they stay as they are";
  return `No value for ${markers.join(", ")}: ${stay}. Set it in the environment, or under ${setting} in --config FILE.`;
}
