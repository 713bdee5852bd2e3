// Bundles that were made before, taken again only while every file they were made from is what it was.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unwritable } from "./unwritable.cjs";

/** @param {...(string | Buffer)} parts */
const digest = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/**
 * The code of `entry`'s bundle; `undefined` when there is none, or when one of its files has changed since.
 * @param {string} root
 * @param {string} entry
 * @returns {string | undefined}
 */
export function cachedBundle(root, entry) {
  try {
    const { key, code } = JSON.parse(readFileSync(fileOf(root, entry), "utf8"));
    const { inputs } = key;
    return keyOf(root, inputs).digest === key.digest ? code : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a bundle where it can be kept; where nothing can be written, the next run builds it again.
 * @param {string} root
 * @param {string} entry
 * @param {string[]} inputs paths of every file in the bundle, relative to `root`, as esbuild's metafile names them.
 * @param {string} code
 */
export function keepBundle(root, entry, inputs, code) {
  const file = fileOf(root, entry);
  const unfinished = `${file}.${process.pid}`;
  const bundle = JSON.stringify({ key: keyOf(root, inputs), code });
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, bundle);
    renameSync(unfinished, file);
  } catch (error) {
    if (!unwritable(error)) throw error;
  }
}

/**
 * @param {string} root
 * @param {string} entry
 */
function fileOf(root, entry) {
  return join(root, ".cache", "bundles", `${digest(entry).slice(0, 16)}.json`);
}

/**
 * The bundler's version and options, and the compiler's that it reads, count like the files: a change of any makes another
 * bundle.
 * @param {string} root
 * @param {string[]} inputs
 */
function keyOf(root, inputs) {
  const bundler = createRequire(import.meta.url)("esbuild/package.json").version;
  const options = readFileSync(fileURLToPath(new URL("./run-typescript.mjs", import.meta.url)));
  const compilerOptions = join(root, "tsconfig.json");
  const compiler = existsSync(compilerOptions) ? readFileSync(compilerOptions) : "";
  const contents = inputs.flatMap((path) => [path, "\0", readFileSync(join(root, path)), "\0"]);
  return { inputs, digest: digest(bundler, options, compiler, ...contents) };
}
