import { runChild } from "./child.mjs";
import { npmEnvironment } from "./environment.mjs";

/** npm shows the stack of its own code, and the error once more as an object. */
const isOfAStack = /^npm \S+ ( +(at |\w+: )|\}$)/;

/**
 * Runs the npm that runs this, or the one on the PATH. Returns what it complained of; undefined when all went well.
 * `onStart` is told its process id.
 * @param {string} folder
 * @param {string[]} command
 * @param {import("./child.mjs").OnChildPid} [onStart]
 */
export async function npm(folder, command, onStart) {
  const args = [...command, "--no-fund", "--no-audit"];
  const options = { cwd: folder, env: npmEnvironment() };
  const script = process.env.npm_execpath;
  const run = script?.endsWith("js")
    ? await runChild(process.execPath, [script, ...args], options, onStart)
    : await runChild("npm", args, { ...options, shell: process.platform === "win32" }, onStart);
  if (!run.error && run.status === 0) return undefined;
  const lines = (run.error?.message ?? run.stderr).trim().split("\n");
  return lines
    .filter((line) => !isOfAStack.test(line))
    .slice(0, 12)
    .join("\n");
}
