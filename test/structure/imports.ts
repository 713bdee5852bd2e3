import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

/** One file's import of another, both relative to the repository, with forward slashes. */
export interface Import {
  from: string;
  to: string;
}

const statement = /(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g;

/** TypeScript files below `folders`, relative to `root`; generated and installed ones are left out. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((file) => posix.join(folder, file.replaceAll("\\", "/")))
      .filter((file) => /\.(ts|tsx)$/.test(file) && !file.includes("node_modules/")),
  );
}

/** Every relative import, those of types included. What is imported need not be among `files`. */
export function importsOf(root: string, files: readonly string[]): Import[] {
  const known = new Set(files);
  return files.flatMap((from) => {
    const text = readFileSync(join(root, from), "utf8");
    return [...text.matchAll(statement)].map(([, path = ""]) => {
      const to = posix.join(dirname(from).replaceAll("\\", "/"), path);
      return { from, to: [`${to}.ts`, `${to}.tsx`, `${to}/index.ts`].find((file) => known.has(file)) ?? to };
    });
  });
}
