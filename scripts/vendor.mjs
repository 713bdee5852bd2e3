// Bundles the packages that a synth and the verbs load into one file under .cache/vendor: reading their hundreds of files
// is what takes the time. run-typescript.mjs answers `require` from it; setup.mjs remakes it when lock or schema change.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { openVendor } from "./load-vendor.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, ".cache", "vendor");
const fresh = `${folder}.${process.pid}`;

// Those that the stacks use; any other of the provider's hundred is read from its package.
const sources = readdirSync(join(root, "stacks"), { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".ts"),
);
const imports = sources.flatMap((file) => [
  ...readFileSync(join(root, "stacks", file), "utf8").matchAll(/"(@cdktf\/provider-auth0\/lib\/[^"]+)"/g),
]);
const bindings = [...new Set(imports.map(([, name = ""]) => name))].sort();
const names = ["acorn", "acorn-walk", "commander", "cdktf", "constructs", "diff", "zod", ...bindings];
const loaders = names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`);

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });
buildSync({
  stdin: { contents: `module.exports = {\n${loaders.join(",\n")}\n};\n`, resolveDir: root },
  absWorkingDir: root,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: "silent",
  outfile: join(fresh, "vendor.cjs"),
});
const { script, loaders: load } = openVendor(fresh, folder);
for (const name of names) load[name]?.();
// After loading, so that what loading compiles is in it.
writeFileSync(join(fresh, "vendor.v8"), script.createCachedData());
// Two renames, so that a program which starts meanwhile hardly ever finds no bundle.
if (existsSync(folder)) renameSync(folder, `${fresh}.old`);
renameSync(fresh, folder);
rmSync(`${fresh}.old`, { recursive: true, force: true });
