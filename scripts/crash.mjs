// How a program that ends by an error says so: a sentence where somebody can act on it, else a stack of the sources.
import { SourceMap } from "node:module";
import { resolve } from "node:path";
import { unwritable } from "./unwritable.cjs";

/** @typedef {Error & { code?: string, isUserError?: boolean, exitCode?: number, requireStack?: string[] }} Thrown */

/**
 * Ends this process with what `thrown` has to say, on stderr. An error with `isUserError` says its message alone and ends it with its
 * `exitCode` (1 when it has none); any other ends it with 1.
 * @param {unknown} thrown
 * @returns {never}
 */
export function crash(thrown) {
  const error = /** @type {Partial<Thrown> | undefined} */ (thrown);
  if (error?.isUserError === true) {
    process.stderr.write(`${printable(error.message)}\n`);
    process.exit(error.exitCode ?? 1);
  }
  const missing = missingPackage(error);
  const said = missing
    ? `${missing} is missing from node_modules. Run: npm ci`
    : (unwritable(error) ?? whatTenantsSay(error) ?? inSources(error?.stack ?? error));
  process.stderr.write(`${printable(said)}\n`);
  process.exit(1);
}

/**
 * An error may quote anybody: what a terminal would obey, but for line ends and tabs, is written out.
 * @param {unknown} text
 */
export function printable(text) {
  const obeyed = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  return String(text).replace(obeyed, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** @type {((line: number, column: number) => string | undefined) | undefined} */
let findPlace;
/** @type {{ code: string, folder: string } | undefined} */
let bundle;

/**
 * From now on stacks show the sources' places instead of the bundle's. Its map is read only when a stack is shown: Node's own
 * source maps would be looked up for every stack that is taken, and cdktf takes many.
 * @param {string} code with its source map inline
 * @param {string} folder that the map's sources are relative to
 */
export function showSourcesOf(code, folder) {
  bundle = { code, folder };
}

/** @param {unknown} stack */
function inSources(stack) {
  if (bundle) findPlace ??= sourcePlaces(bundle);
  return String(stack).replace(
    /[^\s()]+bundle\.cjs:(\d+):(\d+)/g,
    (place, line, column) => findPlace?.(Number(line), Number(column)) ?? place,
  );
}

/** @param {{ code: string, folder: string }} bundle */
function sourcePlaces({ code, folder }) {
  const encoded = code.slice(code.lastIndexOf("base64,") + "base64,".length);
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  return (/** @type {number} */ line, /** @type {number} */ column) => {
    const entry = map.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return undefined;
    return `${resolve(folder, entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
}

/**
 * An error that `tenants.ts` itself throws, such as for a name that is declared nowhere: its writer needs no stack.
 * @param {Partial<Thrown> | undefined} error
 */
function whatTenantsSay(error) {
  const frames = inSources(error?.stack ?? "").split("\n");
  const first = frames.find((line) => /^ +at /.test(line)) ?? "";
  const [, place] = /^ +at .*?([^\s()]*tenants\.ts:\d+:\d+)\)?$/.exec(first) ?? [];
  return place && `${place} can't be run: ${error?.message}`;
}

/**
 * The package that `require` or `import` did not find, as where node_modules was half deleted.
 * @param {Partial<Thrown> | undefined} error
 */
function missingPackage(error) {
  if (error?.code !== "MODULE_NOT_FOUND" && error?.code !== "ERR_MODULE_NOT_FOUND") return undefined;
  const [, wanted = ""] = /Cannot find (?:module|package) '([^']+)'/.exec(error.message ?? "") ?? [];
  // A file that a package is without is named by its path, or relative to a file of the package.
  const place = [wanted, ...(error.requireStack ?? [])].find((path) => path.includes("node_modules"));
  const inside = place?.split(/node_modules[\\/]/).at(-1);
  const name = /^[./\\]/.test(wanted) ? inside : wanted;
  return name
    ?.split(/[\\/]/)
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
