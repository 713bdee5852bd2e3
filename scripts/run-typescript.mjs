import { realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import Module, { SourceMap } from "node:module";
import { dirname, join, resolve } from "node:path";
import { cachedBundle, keepBundle } from "./bundle-cache.mjs";
import { openVendor } from "./load-vendor.mjs";
import { unwritable } from "./unwritable.mjs";

/**
 * Bundles `entry` (packages stay outside, source maps on) and runs it in this process as `node entry …args` would. An
 * earlier bundle serves while all its files are unchanged, but for the CDKTF app, `main.ts`, which is built every time.
 * An error with `isUserError` ends it with the message alone and its `exitCode` (1 when it has none); any other error is
 * shown with its stack.
 */
export async function runTypeScript(root, entry, args) {
  const file = realpathSync(resolve(entry));
  process.argv = [process.argv[0], file, ...args];
  // Unhandled rejections come here too, unless the entry listens for them: the pipeline keeps those of Actions.
  process.on("uncaughtException", (error) => end(error));
  const bundling = (file === join(root, "main.ts") ? undefined : cachedBundle(root, file)) ?? bundle(root, file);
  // Opened while esbuild works: nearly every entry needs something of it.
  const vendor = openVendor(join(root, ".cache", "vendor")).loaders;
  const code = await bundling;
  places = () => sourcePlaces(code, dirname(file));
  load(file, code, vendor);
}

async function bundle(root, file) {
  // Loaded here, so that its absence is told as that of any other package.
  const { build, stop } = await import("esbuild");
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
      outfile: join(dirname(file), "bundle.cjs"),
      plugins: [ownFolder(root)],
    });
    const code = result.outputFiles[0].text;
    keepBundle(root, file, Object.keys(result.metafile.inputs), code);
    return code;
  } catch (error) {
    if (!error.errors) throw error;
    process.stderr.write(`${printable(error.errors.map((found) => notBuilt(found, file)).join("\n"))}\n`);
    process.exit(1);
  } finally {
    // Or its process would live as long as a server that runs here.
    await stop();
  }
}

/** Where it is wrong, how, and the line itself. */
function notBuilt({ text, location }, entry) {
  if (location === null) return `${entry} can't be built: ${text}`;
  const { file, line, column, lineText } = location;
  return `${file}:${line}:${column + 1} can't be built: ${text}\n  ${lineText.trim()}`;
}

/** Keeps `__dirname` and `__filename` those of the source file, as they are when it isn't bundled. */
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

/** Packages that are in the vendor bundle come from there: it takes a third of the time that their own files take. */
function load(file, code, vendor) {
  const main = new Module(file, null);
  main.filename = file;
  main.paths = Module._nodeModulePaths(dirname(file));
  main.require = (id) => (Object.hasOwn(vendor, id) ? vendor[id]() : Module.prototype.require.call(main, id));
  process.mainModule = main;
  try {
    main._compile(code, join(dirname(file), "bundle.cjs"));
  } catch (error) {
    end(error);
  }
}

function end(error) {
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

/** An error may quote anybody: what a terminal would obey, but for line ends and tabs, is written out. */
function printable(text) {
  const obeyed = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  return String(text).replace(obeyed, (character) => `\\u{${character.codePointAt(0).toString(16)}}`);
}

/** An error that `tenants.ts` itself throws, such as for a name that is declared nowhere: its writer needs no stack. */
function whatTenantsSay(error) {
  const [, place] = /^ +at .*?([^\s()]*tenants\.ts:\d+:\d+)\)?$/.exec(firstFrame(error)) ?? [];
  return place && `${place} can't be run: ${error.message}`;
}

function firstFrame(error) {
  const frames = inSources(error?.stack ?? "").split("\n");
  return frames.find((line) => /^ +at /.test(line)) ?? "";
}

/** Finds a place of the bundle in its sources; set once there is a bundle. */
let places;

/**
 * A stack with the sources' places instead of the bundle's. Only for the one that is shown: Node's own source maps would
 * be looked up for every stack that is taken, and cdktf takes many.
 */
function inSources(stack) {
  if (!places) return stack;
  const find = places();
  return String(stack).replace(
    /[^\s()]+bundle\.cjs:(\d+):(\d+)/g,
    (place, line, column) => find(+line, +column) ?? place,
  );
}

function sourcePlaces(code, folder) {
  const encoded = code.slice(code.lastIndexOf("base64,") + "base64,".length);
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString("utf8")));
  return (line, column) => {
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    return originalSource && `${resolve(folder, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  };
}

/** The package that `require` or `import` did not find, as where node_modules was half deleted. */
function missingPackage(error) {
  if (error?.code !== "MODULE_NOT_FOUND" && error?.code !== "ERR_MODULE_NOT_FOUND") return undefined;
  const [, wanted = ""] = /Cannot find (?:module|package) '([^']+)'/.exec(error.message) ?? [];
  // A file that a package is without is named by its path, or relative to a file of the package.
  const place = [wanted, ...(error.requireStack ?? [])].find((path) => path.includes("node_modules"));
  const inside = place?.split(/node_modules[\\/]/).at(-1);
  const name = /^[./\\]/.test(wanted) ? inside : wanted;
  return name
    ?.split(/[\\/]/)
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
