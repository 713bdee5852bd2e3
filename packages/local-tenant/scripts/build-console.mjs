// node scripts/build-console.mjs [folder]   bundles the console into dist/console/, or into the folder given
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));

/** Recreates the folder: index.html, app.js, app.css, and the licences of what is bundled. */
export async function buildConsole(outdir) {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  const { metafile } = await build({
    entryPoints: { app: join(folder, "console", "main.tsx") },
    absWorkingDir: folder,
    outdir,
    bundle: true,
    minify: true,
    metafile: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "warning",
  });
  cpSync(join(folder, "console", "index.html"), join(outdir, "index.html"));
  writeFileSync(join(outdir, "licences.txt"), licences(Object.keys(metafile.inputs)));
}

function licences(inputs) {
  const packages = inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
  return [...new Set(packages)]
    .map((name) => `${name.split("node_modules/").at(-1)}\n\n${readFileSync(join(folder, name, "LICENSE"), "utf8")}`)
    .join("\n\n");
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await buildConsole(resolve(process.argv[2] ?? join(folder, "dist", "console")));
}
