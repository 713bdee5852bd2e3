// node scripts/build.mjs [folder]   bundles each adapter into dist/, or into the folder given
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const outdir = resolve(process.argv[2] ?? join(folder, "dist"));
const adapter = (name) => join(folder, "src", "adapters", `${name}.ts`);
// The Actions' twilio package is not used here, and not bundled; what would load it is dropped.
const twilio = "twilio/*";
const common = { bundle: true, outdir, target: "es2022", logLevel: "warning", external: [twilio] };

await Promise.all([
  build({
    ...common,
    entryPoints: ["node", "lambda-http", "lambda-queue", "twilio-functions"].map(adapter),
    platform: "node",
    target: "node20",
    format: "cjs",
    outExtension: { ".js": ".cjs" },
    // A native addon, installed beside the bundle; and what Lambda's runtime holds.
    external: [twilio, "libsql", "@aws-sdk/*"],
  }),
  // No file of Node's may be needed there.
  build({
    ...common,
    entryPoints: [adapter("cloudflare")],
    platform: "neutral",
    format: "esm",
    outExtension: { ".js": ".mjs" },
  }),
]);
