import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Removes what `index.d.ts` in the folder does not reach: the compiler writes a declaration for every file that it read. */
export function pruneDeclarations(folder) {
  const kept = new Set();
  const visit = (file) => {
    if (kept.has(file)) return;
    kept.add(file);
    for (const [, path] of readFileSync(file, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]*)"/g)) {
      const target = resolve(dirname(file), path);
      visit(existsSync(`${target}.d.ts`) ? `${target}.d.ts` : join(target, "index.d.ts"));
    }
  };
  visit(resolve(folder, "index.d.ts"));
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = resolve(folder, name);
    if (file.endsWith(".d.ts") && !kept.has(file)) rmSync(file);
  }
}
