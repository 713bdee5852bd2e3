// node scripts/runners.mjs   installs the platforms that the receiver's adapters are tested on, when they are not there
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { npm, root } from "./setup.mjs";

const folder = join(root, "packages", "log-stream-receiver", "runners");
const stamp = join(folder, "node_modules", ".stamp");
const lock = join(folder, "package-lock.json");

const key = `${createHash("sha256").update(readFileSync(lock)).digest("hex")} node${process.versions.node.split(".")[0]}`;
if (stamped() !== key) await withLock(join(root, ".cache", "runners.lock"), install);

async function install(heldToo) {
  if (stamped() === key) return;
  process.stderr.write(
    "setup: installing what the receiver's adapters are tested on, a minute or two the first time …\n",
  );
  const said = await npm(folder, ["ci"], heldToo);
  if (said !== undefined) {
    process.stderr.write(`npm ci failed in ${folder}:\n${said}\nCheck the network, then run the command again.\n`);
    process.exit(1);
  }
  writeFileSync(stamp, key);
}

function stamped() {
  try {
    return readFileSync(stamp, "utf8");
  } catch {
    return undefined;
  }
}
