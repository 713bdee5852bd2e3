import { wrongShape } from "../errors";
import { parseJson, placeOf, readText } from "../read-file";

/** Values for keyword markers, by keyword. */
export type Keywords = Readonly<Record<string, unknown>>;

const setting = "AUTH0_KEYWORD_REPLACE_MAPPINGS";

/**
 * The keywords of auth0-deploy-cli: those of the setting in its configuration file, over them those of the same setting in
 * the environment, and over them the environment itself.
 */
export function readKeywords(environment: Readonly<Record<string, string | undefined>>, config?: string): Keywords {
  const inEnvironment = environment[setting];
  return {
    ...(config === undefined ? {} : mappings((parseJson(readText(config), config) as Keywords)[setting], config)),
    ...(inEnvironment ? mappings(parseJson(inEnvironment, setting), setting) : {}),
    ...environment,
  };
}

function mappings(value: unknown, where: string): Keywords {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Keywords;
  throw wrongShape(where, setting, "must be an object of keywords and their values");
}

/**
 * Replaces `##X##` by the value's text and `@@X@@`, in quotation marks or not, by its JSON. Markers without a value stay as
 * they are, and are told to `onMissing` with their place.
 */
export function replaceKeywords(
  text: string,
  keywords: Keywords,
  onMissing: (marker: string, place: string) => void,
): string {
  const has = (name: string) => Object.hasOwn(keywords, name) && keywords[name] !== undefined;
  return text.replace(
    /'@@([\w.-]+)@@'|"@@([\w.-]+)@@"|@@([\w.-]+)@@|##([\w.-]+)##/g,
    (found, single: string, double: string, bare: string, string: string, offset: number) => {
      const json = single ?? double ?? bare;
      const name = json ?? string;
      if (!has(name)) {
        onMissing(json ? `@@${name}@@` : `##${name}##`, placeOf(text, offset));
        return found;
      }
      return json ? JSON.stringify(keywords[name]) : String(keywords[name]);
    },
  );
}

/** Says which markers have no value, and how to give them one. */
export function withoutValues(markers: readonly string[]): string {
  const stay = markers.length === 1 ? "it stays as it is" : "they stay as they are";
  return `No value for ${markers.join(", ")}: ${stay}. Set it in the environment, or under ${setting} in --config FILE.`;
}
