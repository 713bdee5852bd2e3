import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { root } from "../root.mjs";
import { runChild } from "./child.mjs";
import { plainEnvironment } from "./environment.mjs";
import { FilesGone, SetupError } from "./errors.mjs";
import { digest, readIfThere } from "./files.mjs";
import { say } from "./say.mjs";

/**
 * @typedef {object} Made a folder that a script makes from other files, with a stamp in it
 * @property {string} what
 * @property {string} stamp
 * @property {string[]} inputs
 * @property {string} [version] of a program that its contents depend on
 * @property {string} script
 */

/** @param {Made} made */
export function isCurrent(made) {
  return readIfThere(made.stamp) === keyOf(made);
}

/** @param {Made} made */
function keyOf(made) {
  return `${digest(made.inputs)} ${made.version ?? ""}`;
}

/**
 * @param {Made} made
 * @param {import("./child.mjs").OnChildPid} onChildPid
 */
export async function make(made, onChildPid) {
  say(made.what);
  const key = keyOf(made);
  const run = await runChild(process.execPath, [made.script], { cwd: root, env: plainEnvironment() }, onChildPid);
  if (run.status !== 0) {
    const said = `${run.stdout}${run.stderr}`.trim();
    const Failed = /MODULE_NOT_FOUND|Could not resolve/.test(said) ? FilesGone : SetupError;
    throw new Failed(`${made.script} failed:\n${said}\nRun that script by itself to see it again.`);
  }
  mkdirSync(dirname(made.stamp), { recursive: true });
  writeFileSync(`${made.stamp}.new`, key);
  renameSync(`${made.stamp}.new`, made.stamp);
}
