#!/usr/bin/env node
// node scripts/cdktf.mjs <command…>: the CDKTF command line without its report of usage data, which has no switch but an
// environment variable and says [ERROR] where the network does not let it out. `npx cdktf` runs it too: npx takes a
// command of the project's own package.json before one of its dependencies.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./root.mjs";
import { setup } from "./setup.mjs";

await setup();
const cdktf = join(root, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
const env = { ...process.env, CHECKPOINT_DISABLE: process.env.CHECKPOINT_DISABLE ?? "1" };
const { status, error } = spawnSync(process.execPath, [cdktf, ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: "inherit",
});
if (error) process.stderr.write(`cdktf could not be started: ${error.message}\n`);
process.exit(status ?? 1);
