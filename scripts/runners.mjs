// node scripts/runners.mjs   installs the programs of others that slow tests run, when they are not there
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { digest, readIfThere } from "./setup/files.mjs";
import { withLock } from "./setup/lock.mjs";
import { npm } from "./setup/npm.mjs";

/** @typedef {(typeof runners)[number]} Runner */
const runners = [
  {
    folder: join(root, "packages", "log-stream-receiver", "runners"),
    lock: "runners.lock",
    what: "what the receiver's adapters are tested on",
  },
  {
    folder: join(root, "test", "stacks", "deploy-cli", "runners"),
    lock: "deploy-cli-runners.lock",
    what: "Auth0's Deploy CLI",
  },
];

for (const runner of runners) {
  if (stamped(runner) === keyOf(runner)) continue;
  await withLock(join(root, ".cache", runner.lock), (onChildPid) => install(runner, onChildPid));
}

/**
 * @param {Runner} runner
 * @param {import("./setup/child.mjs").OnChildPid} onChildPid
 */
async function install(runner, onChildPid) {
  if (stamped(runner) === keyOf(runner)) return;
  process.stderr.write(`setup: installing ${runner.what}, a minute or two the first time …\n`);
  const said = await npm(runner.folder, ["ci"], onChildPid);
  if (said !== undefined) {
    process.stderr.write(
      `npm ci failed in ${runner.folder}:\n${said}\nCheck the network, then run the command again.\n`,
    );
    process.exit(1);
  }
  writeFileSync(stampOf(runner), keyOf(runner));
}

/** @param {Runner} runner */
function keyOf({ folder }) {
  return `${digest([join(folder, "package-lock.json")])} node${process.versions.node.split(".")[0]}`;
}

/** @param {Runner} runner */
function stampOf({ folder }) {
  return join(folder, "node_modules", ".stamp");
}

/** @param {Runner} runner */
function stamped(runner) {
  return readIfThere(stampOf(runner));
}
