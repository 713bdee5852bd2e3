import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for the certificate authority. */
export interface CacheFolder {
  dir: string;
  /** Removes the folder where it was made for this start alone. */
  remove(): void;
}

/** The project's, `node_modules/.cache/auth0-local-tenant`, which keeps the authority; without a project one of its own. */
export function cacheFolder(from: string = process.cwd()): CacheFolder {
  for (let folder = from; ; folder = dirname(folder)) {
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) return { dir: join(modules, ".cache", "auth0-local-tenant"), remove: () => {} };
    if (folder === dirname(folder)) break;
  }
  const dir = mkdtempSync(join(tmpdir(), "auth0-local-tenant-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
