import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Runs the app of `root` as cdktf.json does, from `cwd`. */
export function runApp(root: string, outdir: string, cwd: string) {
  const { app } = JSON.parse(readFileSync(join(root, "cdktf.json"), "utf8"));
  const [command, ...args] = (app as string)
    .split(" ")
    .map((word) => (existsSync(join(root, word)) ? join(root, word) : word));
  return spawnSync(command!, args, { cwd, encoding: "utf8", env: { ...process.env, CDKTF_OUTDIR: outdir } });
}
