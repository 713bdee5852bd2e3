import { readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { DeployedAction } from "./types";

type Dependency = DeployedAction["dependencies"][number];

/** The root folder of an installed package, `undefined` when it is not installed. */
export type ResolveDependency = (name: string, version: string) => string | undefined;

/** A declared dependency that is not there in the declared version. */
class DependencyError extends Error {
  readonly code = "MODULE_NOT_FOUND";
  override readonly name = "DependencyError";
}

/**
 * The `require` of one Action: node's own modules and the packages that the Action declares, with their subpaths.
 * Everything else, relative paths included, fails with `MODULE_NOT_FOUND` as an undeclared package does on the platform.
 */
export function createActionRequire(dependencies: readonly Dependency[], resolve: ResolveDependency) {
  const loaded = new Map<string, unknown>();
  return (request: string): unknown => {
    if (isBuiltin(request)) return nodeRequire(request);
    if (loaded.has(request)) return loaded.get(request);
    const name = packageName(request);
    const dependency = dependencies.find((candidate) => candidate.name === name);
    if (!dependency) throw notFound(request);
    const exports = requireFrom(installedRoot(dependency, resolve), request, name);
    loaded.set(request, exports);
    return exports;
  };
}

/**
 * The root folder of a dependency.
 * @throws {DependencyError} when it is not installed, or in another version than the declared one
 */
export function installedRoot({ name, version }: Dependency, resolve: ResolveDependency): string {
  const root = resolve(name, version);
  if (root === undefined) {
    throw new DependencyError(
      `Cannot find module '${name}': the Action declares ${name}@${version}, but none is installed.`,
    );
  }
  const installed = manifest(root).version;
  if (installed === version || version === "latest") return root;
  throw new DependencyError(
    `Cannot find module '${name}': the Action declares ${name}@${version}, the local tenant has ${name}@${installed} installed. ` +
      `Declare that version, or install ${name}@${version}.`,
  );
}

/** Looks in the `node_modules` of a folder and of those above it, as Node does for a file there. */
export function resolveFrom(folder: string): ResolveDependency {
  return (name) => {
    for (let above = resolve(folder); ; above = dirname(above)) {
      const root = join(above, "node_modules", name);
      if (manifest(root).version !== undefined) return root;
      if (above === dirname(above)) return undefined;
    }
  };
}

/** Looks above this file: where this package is installed, or in the repository. */
export const resolveFromHere: ResolveDependency = resolveFrom(__dirname);

/** The version of a package that an Action can load here; `undefined` when it is not installed. */
export function installedVersion(name: string, find: ResolveDependency = resolveFromHere): string | undefined {
  const root = find(name, "latest");
  return root === undefined ? undefined : manifest(root).version;
}

const nodeRequire = createRequire(__filename);

function requireFrom(root: string, request: string, name: string): unknown {
  const packageRequire = createRequire(join(root, "package.json"));
  // A package with `exports` says itself which of its subpaths may be loaded; a reference to its own name obeys that.
  if (manifest(root).exports !== undefined) return packageRequire(request);
  return packageRequire(join(root, request.slice(name.length)));
}

function manifest(root: string): { version?: string; exports?: unknown } {
  try {
    return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  } catch {
    return {};
  }
}

function packageName(request: string): string {
  const parts = request.split("/");
  return parts.slice(0, request.startsWith("@") ? 2 : 1).join("/");
}

function notFound(request: string): Error {
  return Object.assign(new Error(`Cannot find module '${request}'`), { code: "MODULE_NOT_FOUND" });
}
