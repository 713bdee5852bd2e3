import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalTenantError } from "../support/local-tenant-error";

/** A file of the console as it is served. */
export interface ConsoleFile {
  type: string;
  content: Buffer;
}

const types = {
  "index.html": "text/html; charset=utf-8",
  "app.js": "text/javascript; charset=utf-8",
  "app.css": "text/css; charset=utf-8",
} as const;

/** In the package the command is beside it; in the sources it is where the build puts it. */
const folders = [join(__dirname, "console"), join(__dirname, "..", "..", "dist", "console")];

/** The console's files by name, as they were built. Throws a `LocalTenantError` when they are not there. */
export function consoleFiles(): ReadonlyMap<string, ConsoleFile> {
  const folder = folders.find((each) => existsSync(join(each, "index.html")));
  if (folder === undefined) {
    throw new LocalTenantError("The console is not built. In a clone of the repository run: npm run setup");
  }
  return new Map(
    Object.entries(types).map(([name, type]) => [name, { type, content: readFileSync(join(folder, name)) }]),
  );
}
