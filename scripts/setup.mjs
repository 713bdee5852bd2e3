// Installs and generates what a command needs, and nothing when all is there. Plain JavaScript without dependencies,
// because it runs before there are any.
import { realpathSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inRoot } from "./root.mjs";
import { forgetInstallation, install, isInstalled } from "./setup/dependencies.mjs";
import { FilesGone, fail, SetupError } from "./setup/errors.mjs";
import { bindings, builtConsole, vendor, wantsConsole } from "./setup/folders.mjs";
import { withLock } from "./setup/lock.mjs";
import { isCurrent, make } from "./setup/made-folder.mjs";
import { say } from "./setup/say.mjs";
import { unwritable } from "./unwritable.cjs";

/** @typedef {import("./setup/child.mjs").OnChildPid} OnChildPid */

/** What npm is asked for: everything, or, where credentials are at hand, only what a deploy needs, and no package's scripts. */
const everything = ["--include=dev"];
const forDeploys = ["--omit=dev", "--ignore-scripts"];

/**
 * Makes the working copy ready to run: dependencies, provider bindings, vendor bundle, console. Says one line a step on stderr;
 * silent when there is nothing to do. Two processes may call it at once: one works, the other waits.
 * Ends the process with code 1 and a sentence when it can't.
 * @param {string[]} [wanted]
 */
export async function setup(wanted = everything) {
  try {
    if (isTooOld(process.versions.node))
      fail(`Node ${process.versions.node} is too old; this project needs 20.12 or newer.`, "Install a current Node.");
    if (isReady()) return;
    const waiting = () => say("waiting for another set-up of this folder to finish");
    await withLock(inRoot(".cache", "setup.lock"), (onChildPid) => makeReady(wanted, onChildPid), waiting);
  } catch (error) {
    const said = error instanceof SetupError ? error.message : unwritable(error);
    if (said === undefined) throw error;
    process.stderr.write(`setup: ${said}\n`);
    process.exit(1);
  }
}

/**
 * Node 20 has `parseEnv` and `styleText` of `node:util` from 20.12 on.
 * @param {string} version
 */
function isTooOld(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 20 || (major === 20 && minor < 12);
}

/**
 * @param {string[]} wanted
 * @param {OnChildPid} onChildPid
 */
async function makeReady(wanted, onChildPid) {
  const asItWas = isInstalled();
  try {
    await makeWhatIsMissing(wanted, onChildPid);
  } catch (error) {
    if (!(error instanceof FilesGone) || !asItWas) throw error;
    say("files are missing from node_modules or the bindings; starting over");
    forgetAll();
    await makeWhatIsMissing(wanted, onChildPid);
  }
}

/**
 * @param {string[]} wanted
 * @param {OnChildPid} onChildPid
 */
async function makeWhatIsMissing(wanted, onChildPid) {
  if (!isInstalled()) await install(wanted, onChildPid);
  if (!isCurrent(bindings)) await make(bindings, onChildPid);
  if (!isCurrent(vendor)) await make(vendor, onChildPid);
  if (wantsConsole() && !isCurrent(builtConsole())) await make(builtConsole(), onChildPid);
}

function forgetAll() {
  forgetInstallation();
  for (const { stamp } of [bindings, vendor]) rmSync(stamp, { force: true });
}

function isReady() {
  return isInstalled() && isCurrent(bindings) && isCurrent(vendor) && (!wantsConsole() || isCurrent(builtConsole()));
}

if (realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--bindings")) rmSync(bindings.stamp, { force: true });
  await setup(process.argv.includes("--for-deploys") ? forDeploys : everything);
  if (!process.argv.includes("--quiet")) process.stdout.write("Everything is installed and generated.\n");
}
