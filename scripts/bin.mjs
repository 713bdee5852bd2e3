#!/usr/bin/env node
// auth0-verify-feedback <verb> <tenant>: the verbs of `npm run`, from any folder.
import { join } from "node:path";
import { root } from "./root.mjs";
import { setup } from "./setup.mjs";

await setup();
const { runTypeScript } = await import("./run-typescript.mjs");
await runTypeScript(root, join(root, "ops", "cli", "main.ts"), process.argv.slice(2));
