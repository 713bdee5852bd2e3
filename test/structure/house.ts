import { dirname } from "node:path/posix";
import { type Import, importsOf, sourceFiles } from "./imports";

/** Where the code is that ships; tests and benchmarks may import anything. */
const folders = ["actions", "ops", "stacks", "start", "packages/local-tenant/src", "packages/log-stream-receiver/src"];

/** Every import between the files that ship. */
export function measured(root: string): Import[] {
  const files = [...sourceFiles(root, folders), "main.ts", "tenants.ts"];
  const known = new Set(files);
  return importsOf(root, files).filter(({ to }) => known.has(to) || !/^packages\/provider-auth0/.test(to));
}

/** Folders with code below one folder, and the ordered pairs of them with an import, types included. */
export function roomsAndArrows(imports: readonly Import[], files: readonly string[], below: string) {
  const inside = (file: string) => file.startsWith(`${below}/`);
  const rooms = new Set(files.filter(inside).map(dirname));
  const pairs = imports
    .filter(({ from, to }) => inside(from) && inside(to) && dirname(from) !== dirname(to))
    .map(({ from, to }) => `${dirname(from)} → ${dirname(to)}`);
  return { rooms: [...rooms].sort(), arrows: [...new Set(pairs)].sort() };
}
