import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import Module from "node:module";
import { dirname, join, resolve } from "node:path";
import { cachedBundle, keepBundle } from "./bundle-cache.mjs";
import { crash, printable, showSourcesOf } from "./crash.mjs";
import { openVendor } from "./load-vendor.mjs";

/**
 * Bundles `entry` (packages stay outside, source maps on) and runs it in this process as `node entry …args` would. An
 * earlier bundle serves while all its files are unchanged.
 * An error that nothing catches is shown as `crash` says.
 * @param {string} root the repository's folder
 * @param {string} entry
 * @param {string[]} args
 */
export async function runTypeScript(root, entry, args) {
  const file = realpathSync(resolve(entry));
  process.argv = [process.execPath, file, ...args];
  // Unhandled rejections come here too, unless the entry listens for them: the pipeline keeps those of Actions.
  process.on("uncaughtException", crash);
  const bundling = cachedBundle(root, file) ?? bundle(root, file);
  // Opened while esbuild works: nearly every entry needs something of it.
  const vendor = openVendor(join(root, ".cache", "vendor")).loaders;
  const code = await bundling;
  showSourcesOf(code, dirname(file));
  load(file, code, vendor);
}

/**
 * @param {string} root
 * @param {string} file
 */
async function bundle(root, file) {
  // Loaded here, so that its absence is told as that of any other package.
  const { build } = await import("esbuild");
  try {
    const result = await build({
      entryPoints: [file],
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: "cjs",
      platform: "node",
      target: "node20",
      packages: "external",
      sourcemap: "inline",
      sourcesContent: false,
      metafile: true,
      logLevel: "silent",
      // Else one that is missing while an error is expected of it stays out of the bundle, and of what a kept one depends on.
      logOverride: { "ignored-dynamic-import": "error" },
      outfile: join(dirname(file), "bundle.cjs"),
      plugins: [ownFolder(root)],
    });
    const code = result.outputFiles?.[0]?.text ?? "";
    keepBundle(root, file, Object.keys(result.metafile.inputs), code);
    return code;
  } catch (error) {
    const { errors } = /** @type {Partial<import("esbuild").BuildFailure>} */ (error);
    if (!errors) throw error;
    process.stderr.write(`${printable(errors.map((found) => notBuilt(found, file)).join("\n"))}\n`);
    process.exit(1);
  }
}

/**
 * Where it is wrong, how, and the line itself.
 * @param {import("esbuild").Message} message
 * @param {string} entry
 */
function notBuilt({ id, text, location }, entry) {
  if (location === null) return `${entry} can't be built: ${text}`;
  const { file, line, column, lineText } = location;
  const [, missing] = /^(?:Could not resolve|Importing) ("[^"]+")/.exec(text) ?? [];
  const problem = id === "ignored-dynamic-import" ? `Could not resolve ${missing}` : text;
  const fix = missing ? "\nRestore that file, or correct the import." : "";
  return `${file}:${line}:${column + 1} can't be built: ${problem}\n  ${lineText.trim()}${fix}`;
}

/**
 * Keeps `__dirname` and `__filename` those of the source file, as they are when it isn't bundled.
 * @param {string} root
 * @returns {import("esbuild").Plugin}
 */
function ownFolder(root) {
  return {
    name: "own-folder",
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!path.startsWith(root)) return undefined;
        const source = await readFile(path, "utf8");
        if (!/\b__(dirname|filename)\b/.test(source)) return { contents: source, loader: "ts" };
        const own = `const __filename = ${JSON.stringify(path)}, __dirname = ${JSON.stringify(dirname(path))};`;
        return { contents: own + source, loader: "ts" };
      });
    },
  };
}

/**
 * What Node's own loader has and its types leave out.
 * @typedef {Module & { _compile(code: string, filename: string): unknown }} LoadedModule
 * @typedef {typeof Module & { _nodeModulePaths(folder: string): string[] }} ModuleLoader
 */

/**
 * Packages that are in the vendor bundle come from there: it takes a third of the time that their own files take.
 * @param {string} file
 * @param {string} code
 * @param {Record<string, () => unknown>} vendor
 */
function load(file, code, vendor) {
  const main = /** @type {LoadedModule} */ (new Module(file));
  main.filename = file;
  main.paths = /** @type {ModuleLoader} */ (Module)._nodeModulePaths(dirname(file));
  main.require = /** @type {NodeJS.Require} */ (
    (id) => (Object.hasOwn(vendor, id) ? vendor[id]?.() : Module.prototype.require.call(main, id))
  );
  process.mainModule = main;
  try {
    main._compile(code, join(dirname(file), "bundle.cjs"));
  } catch (error) {
    crash(error);
  }
}
