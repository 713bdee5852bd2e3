// Installs and generates what a command needs, and nothing when all is there. Plain JavaScript without dependencies,
// because it runs before there are any.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { unwritable } from "./unwritable.cjs";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (/** @type {string[]} */ ...parts) => join(root, ...parts);
class SetupError extends Error {}
/** A script of ours failed because a file was missing that an installation or an earlier script had made. */
class FilesGone extends SetupError {}

/** @typedef {(pid: number) => void} OnChildPid is told the id of each program that works for this one */

/**
 * @typedef {object} Made a folder that a script makes from other files, with a stamp in it
 * @property {string} what
 * @property {string} stamp
 * @property {string[]} inputs
 * @property {string} [version] of a program that its contents depend on
 * @property {string} script
 */

const nodeMajor = Number(process.versions.node.split(".")[0]);

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
    if (nodeMajor < 20)
      fail(`Node ${process.versions.node} is too old; this project needs 20 or newer.`, "Install a current Node.");
    if (isReady()) return;
    const waiting = () => say("waiting for another set-up of this folder to finish");
    await withLock(at(".cache", "setup.lock"), (onChildPid) => makeReady(wanted, onChildPid), waiting);
  } catch (error) {
    const said = error instanceof SetupError ? error.message : unwritable(error);
    if (said === undefined) throw error;
    process.stderr.write(`setup: ${said}\n`);
    process.exit(1);
  }
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
  const installed = at("node_modules", ".package-lock.json");
  for (const file of [installStamp, installed, bindings.stamp, vendor.stamp]) rmSync(file, { force: true });
}

function isReady() {
  return isInstalled() && isCurrent(bindings) && isCurrent(vendor) && (!wantsConsole() || isCurrent(builtConsole()));
}

// --- dependencies

const installStamp = at("node_modules", ".setup-stamp");

function installKey() {
  return `${digest([at("package-lock.json")])} node${nodeMajor}`;
}

/** True when node_modules came from the lock as it is now; an `npm ci` by hand counts. */
function isInstalled() {
  const stamp = readIfThere(installStamp);
  const key = installKey();
  if (stamp === key) return true;
  const otherNode = stamp !== undefined && !stamp.endsWith(` node${nodeMajor}`);
  if (otherNode || !installedAfterLock()) return false;
  writeFileSync(installStamp, key);
  return true;
}

function installedAfterLock() {
  const installed = at("node_modules", ".package-lock.json");
  const lock = at("package-lock.json");
  if (!existsSync(installed)) return false;
  return !existsSync(lock) || statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
}

/**
 * @param {string[]} wanted
 * @param {OnChildPid} onChildPid
 */
async function install(wanted, onChildPid) {
  const command = existsSync(at("package-lock.json")) ? "ci" : "install";
  say(`installing dependencies (npm ${command}), a minute or two the first time`);
  let said = await npm(root, [command, ...wanted], onChildPid);
  if (isDisturbed(said) || isUnreachable(said)) {
    say(
      isDisturbed(said)
        ? "another installation is still running in node_modules; trying once more"
        : "npm's registry did not answer; trying once more",
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    said = await npm(root, [command, ...wanted], onChildPid);
  }
  if (said !== undefined) {
    fail(
      `npm ${command} failed in ${root}:\n${said}`,
      isDisturbed(said)
        ? "Another installation is still running in node_modules. When it has ended, run the command again."
        : "Check the network and the registry that npm uses, then run the command again.",
    );
  }
  writeFileSync(installStamp, installKey());
}

/**
 * Another npm writes to the folder that this one has just emptied.
 * @param {string | undefined} said
 */
function isDisturbed(said) {
  return said?.includes("ENOTEMPTY") ?? false;
}

/**
 * A failure of the network's or the registry's that npm's own attempts have not outlasted, and that may pass.
 * @param {string | undefined} said
 */
function isUnreachable(said) {
  return /\b(ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|EIDLETIMEOUT|EAI_AGAIN|EINTEGRITY|E429|E50[0-4])\b/.test(
    said ?? "",
  );
}

/** npm shows the stack of its own code, and the error once more as an object. */
const isOfAStack = /^npm \S+ ( +(at |\w+: )|\}$)/;

/**
 * Runs the npm that runs this, or the one on the PATH. Returns what it complained of; undefined when all went well.
 * `onStart` is told its process id.
 * @param {string} folder
 * @param {string[]} command
 * @param {OnChildPid} [onStart]
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

/** What signs in to a registry. */
const forNpmAlone = /^(NPM_TOKEN|NODE_AUTH_TOKEN|NPM_CONFIG_.*(_AUTH|_AUTHTOKEN|_PASSWORD|TOKEN|OTP))$/;

/** What the outer `npm run` set for its own script must not steer the inner npm. */
function npmEnvironment() {
  const given = { ...plainEnvironment(), ...environmentWhere((name) => forNpmAlone.test(name)) };
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name]) => !/^npm_config_(json|silent|loglevel|omit|include|ignore_scripts)/.test(name),
    ),
  );
}

/** The caller's environment without what is or may be a secret: packages run scripts when they are installed. */
function plainEnvironment() {
  /** @type {string[]} */
  const names = JSON.parse(readFileSync(at("scripts", "kept-variables.json"), "utf8"));
  const isKept = (/** @type {string} */ name) =>
    names.some((kept) => (kept.endsWith("*") ? name.startsWith(kept.slice(0, -1)) : name === kept));
  return environmentWhere((name) => isKept(name) && !forNpmAlone.test(name));
}

/**
 * Windows writes `Path`, and proxies are written in either case.
 * @param {(name: string) => boolean} holds
 */
function environmentWhere(holds) {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => holds(name.toUpperCase())));
}

// --- what is made from other files: a folder with a stamp in it

/** @type {Made} */
const bindings = {
  what: "generating and compiling the Auth0 provider bindings",
  stamp: at("packages", "provider-auth0", "lib", ".stamp"),
  inputs: [
    at("package-lock.json"),
    at("packages", "provider-auth0", "schema.json"),
    at("packages", "provider-auth0", "tsconfig.json"),
    at("packages", "provider-auth0", "scripts", "generate.mjs"),
  ],
  script: at("packages", "provider-auth0", "scripts", "generate.mjs"),
};

/** @type {Made} */
const vendor = {
  what: "bundling cdktf and the bindings for a quick synth",
  stamp: at(".cache", "vendor", ".stamp"),
  inputs: [...bindings.inputs, at("scripts", "vendor.mjs"), at("scripts", "load-vendor.mjs")],
  // It holds code that V8 has compiled, of use to this V8 alone.
  version: process.versions.v8,
  script: at("scripts", "vendor.mjs"),
};

/** What only deploys has no console, nor the packages that it is built from. */
function wantsConsole() {
  return existsSync(at("node_modules", "preact"));
}

/**
 * A function, because its inputs are whatever is in its folder now.
 * @returns {Made}
 */
function builtConsole() {
  const script = at("packages", "local-tenant", "scripts", "build-console.mjs");
  const sources = at("packages", "local-tenant", "console");
  const names = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(tsx?|css|html)$/.test(name),
  );
  return {
    what: "bundling the local tenant's console",
    stamp: at("packages", "local-tenant", "dist", "console", ".stamp"),
    inputs: [at("package-lock.json"), script, ...names.sort().map((name) => join(sources, name))],
    script,
  };
}

/** @param {Made} made */
function isCurrent(made) {
  return readIfThere(made.stamp) === keyOf(made);
}

/** @param {Made} made */
function keyOf(made) {
  return `${digest(made.inputs)} ${made.version ?? ""}`;
}

/**
 * @param {Made} made
 * @param {OnChildPid} onChildPid
 */
async function make(made, onChildPid) {
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

// --- helpers

/** @param {string[]} files */
function digest(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readIfThere(file) ?? "(none)").update("\0");
  return hash.digest("hex");
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string} what */
function say(what) {
  process.stderr.write(`setup: ${what} …\n`);
}

/**
 * @param {string} what
 * @param {string} fix
 * @returns {never}
 */
function fail(what, fix) {
  throw new SetupError(`${what}\n${fix}`);
}

if (realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--bindings")) rmSync(bindings.stamp, { force: true });
  await setup(process.argv.includes("--for-deploys") ? forDeploys : everything);
  if (!process.argv.includes("--quiet")) process.stdout.write("Everything is installed and generated.\n");
}
