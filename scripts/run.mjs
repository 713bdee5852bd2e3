// node scripts/run.mjs <entry.ts> [arguments…]: set-up, then the TypeScript entry in this process.
import { root } from "./root.mjs";
import { setup } from "./setup.mjs";

await setup();

const [entry, ...args] = process.argv.slice(2);
if (!entry) {
  process.stderr.write("Which file? Usage: node scripts/run.mjs <entry.ts> [arguments…]\n");
  process.exit(2);
}
const { runTypeScript } = await import("./run-typescript.mjs");
await runTypeScript(root, entry, args);
