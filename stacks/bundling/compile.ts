import { existsSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BuildFailure,
  type BuildOptions,
  type BuildResult,
  build,
  type Location,
  type Metafile,
  type OutputFile,
} from "esbuild";
import { actionImportsUnavailable, actionNotBuilt, actionSourceMissing } from "../errors";

/** One Action to build. */
export interface ActionEntry {
  /** An absolute path, or the name of a file under `actions/`, without extension: `mfa-feedback`. */
  entry: string;
  /** Names of the npm packages that Auth0 installs beside the Action. */
  dependencies: string[];
}

export interface CompiledAction {
  /** The source file relative to the root, with forward slashes. */
  source: string;
  /** CommonJS without the settings, so the same for every tenant. */
  code: string;
  /** Its source map (JSON) with absolute `file:` URLs. It is not deployed. */
  map: string;
}

type Build = BuildResult & { outputFiles: OutputFile[]; metafile: Metafile };

/**
 * Builds Actions with esbuild in one go. The bytes depend on the sources alone, not on the folder that they are in.
 * @param sourceRoot the folder that paths in comments are relative to: the repository's.
 * @throws UserError when a source is missing, does not build, or imports what Auth0 can't load.
 */
export async function compileActions(actions: ActionEntry[], sourceRoot: string): Promise<CompiledAction[]> {
  const { root, sources } = findSources(actions, sourceRoot);
  try {
    return compiledActions(actions, root, sources, await build(options(sources, root)));
  } catch (error) {
    throw asUserError(sources, error as Error & Partial<BuildFailure>);
  }
}

function findSources(actions: ActionEntry[], sourceRoot: string): { root: string; sources: string[] } {
  const root = realpathSync(sourceRoot);
  return { root, sources: actions.map(({ entry }) => findSource(entry, root)) };
}

function compiledActions(actions: ActionEntry[], root: string, sources: string[], result: Build): CompiledAction[] {
  return actions.map(({ dependencies }, index) => {
    const source = sources[index]!;
    const [path, output] = outputOf(source, result.metafile);
    checkImports(source, output, result.metafile, dependencies);
    const text = (name: string) =>
      result.outputFiles.find((written) => toSlashes(relative(root, written.path)) === name)!.text;
    return { source, code: text(path), map: withAbsoluteSources(text(`${path}.map`), dirname(join(root, path))) };
  });
}

function withAbsoluteSources(map: string, folder: string): string {
  const parsed: { sources: string[] } = JSON.parse(map);
  return JSON.stringify({ ...parsed, sources: parsed.sources.map((path) => pathToFileURL(join(folder, path)).href) });
}

function findSource(entry: string, root: string): string {
  const file = isAbsolute(entry) ? entry : resolve(root, "actions", `${entry}.ts`);
  if (!existsSync(file)) throw actionSourceMissing(toSlashes(relative(root, file)));
  return toSlashes(relative(root, realpathSync(file)));
}

function options(sources: string[], root: string) {
  return {
    entryPoints: sources,
    absWorkingDir: root,
    outdir: join(root, "built-actions"),
    outbase: root,
    bundle: true,
    write: false,
    metafile: true,
    // Beside the code, which is the same with and without.
    sourcemap: "external",
    sourcesContent: false,
    format: "cjs",
    // Node would add export names for ES modules; its own modules are external as packages are.
    platform: "neutral",
    // Auth0 wants a native async function, so nothing older than ES2017.
    target: "es2022",
    packages: "external",
    // Auth0 compiles an Action as a CommonJS function, in which import() can't work.
    supported: { "dynamic-import": false },
    // Strings come out as escapes, which Terraform's Unicode normalisation leaves alone.
    charset: "ascii",
    tsconfigRaw: { compilerOptions: { alwaysStrict: true, verbatimModuleSyntax: true } },
    logLevel: "silent",
  } satisfies BuildOptions;
}

function asUserError(sources: string[], error: Error & Partial<BuildFailure>): Error {
  if (!error.errors) return error;
  const problems = error.errors.map(({ text, location }) =>
    location ? `${location.file}:${location.line}:${columnOf(location)}: ${text}` : text,
  );
  return actionNotBuilt(sources, problems);
}

/** From 1 and in characters, as editors count; esbuild counts bytes from 0. */
function columnOf({ column, lineText }: Location): number {
  return Buffer.from(lineText).subarray(0, column).toString().length + 1;
}

function outputOf(source: string, metafile: Metafile): [string, Metafile["outputs"][string]] {
  return Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source)!;
}

function checkImports(
  source: string,
  output: Metafile["outputs"][string],
  metafile: Metafile,
  dependencies: string[],
): void {
  for (const { path, external } of output.imports) {
    if (!external || isBuiltin(path) || dependencies.includes(packageOf(path))) continue;
    const importer = Object.keys(output.inputs).find((input) =>
      metafile.inputs[input]?.imports.some((imported) => imported.path === path),
    );
    throw actionImportsUnavailable(source, path, importer ?? source);
  }
}

function packageOf(path: string): string {
  return path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");
}

function toSlashes(path: string): string {
  return path.split(sep).join("/");
}
