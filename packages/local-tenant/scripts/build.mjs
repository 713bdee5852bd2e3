// node scripts/build.mjs [folder]   compiles the library, its types, the command and the console into dist/, or into the folder given
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildConsole } from "./build-console.mjs";
import { pruneDeclarations } from "./prune-declarations.mjs";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = resolve(process.argv[2] ?? join(folder, "dist"));
const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
const compiler = join(dirname(typescript), "bin", "tsc");

// CommonJS: jest requires it, and Node lets ECMAScript modules import its names.
await build({
  entryPoints: { index: join(folder, "src", "index.ts"), cli: join(folder, "src", "cli", "main.ts") },
  outdir,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "warning",
});
await buildConsole(join(outdir, "console"));
execFileSync(
  process.execPath,
  [compiler, "--project", join(folder, "tsconfig.build.json"), "--outDir", join(outdir, "types")],
  { stdio: "inherit" },
);
pruneDeclarations(join(outdir, "types"));
