import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { inRoot, root } from "../root.mjs";
import { fail } from "./errors.mjs";
import { digest, readIfThere } from "./files.mjs";
import { npm } from "./npm.mjs";
import { say } from "./say.mjs";

const lock = inRoot("package-lock.json");
/** npm writes it last. */
const installedLock = inRoot("node_modules", ".package-lock.json");
const installStamp = inRoot("node_modules", ".setup-stamp");
const nodeMajor = process.versions.node.split(".")[0];

function installKey() {
  return `${digest([lock])} node${nodeMajor}`;
}

/** True when node_modules came from the lock as it is now; an `npm ci` by hand counts. */
export function isInstalled() {
  const stamp = readIfThere(installStamp);
  const key = installKey();
  if (stamp === key) return true;
  const otherNode = stamp !== undefined && !stamp.endsWith(` node${nodeMajor}`);
  if (otherNode || !installedAfterLock()) return false;
  writeFileSync(installStamp, key);
  return true;
}

function installedAfterLock() {
  if (!existsSync(installedLock)) return false;
  return !existsSync(lock) || statSync(installedLock).mtimeMs >= statSync(lock).mtimeMs;
}

/** Has the next set-up install everything again. */
export function forgetInstallation() {
  for (const file of [installStamp, installedLock]) rmSync(file, { force: true });
}

/**
 * @param {string[]} wanted of `npm ci`, besides what every call has
 * @param {import("./child.mjs").OnChildPid} onChildPid
 */
export async function install(wanted, onChildPid) {
  const command = existsSync(lock) ? "ci" : "install";
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
