// node scripts/cdktn.mjs [jest arguments…]: the tests that synthesise or deploy, or those asked for, with cdktn in
// cdktf's place. They run in a temporary copy that shares everything else that is installed.
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runJest } from "./jest.mjs";
import { root } from "./root.mjs";
import { npm } from "./setup/npm.mjs";
import { setup } from "./setup.mjs";

const cdktn = "0.24.0";
/** The two belong together: cdktn 0.24 takes constructs from 10.6.0 to before 10.8.0. */
const successors = { cdktf: `npm:cdktn@${cdktn}`, constructs: "10.6.0" };

const suites = [
  "test/stacks/(.*(?<!\\.slow)|app\\.slow)\\.test",
  "test/terraform/lifecycle",
  "test/ops/deploy(-failed-build\\.slow)?\\.test",
];
/** Slow ones among them run too, without what `npm run test:all` installs for others. */
const slowToo = "--testPathIgnorePatterns=/node_modules/";
const notCopied = /^(node_modules|cdktf\.out|coverage|\.git|\.cache|\.state|\.env.*)$/;

/**
 * Type check and tests with cdktn, as runJest says it. Where cdktn can't be installed, that is said on stderr and
 * counted as one test skipped.
 * @param {string[]} [args]
 */
export async function testWithCdktn(args = suites) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "cdktn-")));
  try {
    const packages = Object.entries(successors).map(([name, version]) => `${name}@${version}`);
    const complaint = await npm(folder, ["install", "--prefix", folder, "--ignore-scripts", ...packages]);
    if (complaint !== undefined) {
      process.stderr.write(`\nSKIPPED: the tests with cdktn ${cdktn}, which npm could not install:\n${complaint}\n\n`);
      return { status: 0, counts: { passed: 0, failed: 0, skipped: 1 } };
    }
    const copy = join(folder, "copy");
    makeCopy(copy, join(folder, "node_modules"));
    process.stderr.write(`\nThe same with cdktn ${cdktn} in cdktf's place:\n`);
    return check(copy) ?? runJest(copy, [...args, slowToo]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What slow tests run of other people's is large, and no test of these uses it.
 * @param {string} path
 */
const isCopied = (path) => !path.endsWith(join("runners", "node_modules"));

/**
 * @param {string} copy
 * @param {string} installed
 */
function makeCopy(copy, installed) {
  for (const entry of readdirSync(root).filter((name) => !notCopied.test(name))) {
    cpSync(join(root, entry), join(copy, entry), { recursive: true, verbatimSymlinks: true, filter: isCopied });
  }
  const modules = join(copy, "node_modules");
  share(join(root, "node_modules"), modules);
  for (const name of Object.keys(successors)) {
    rmSync(join(modules, name));
    symlinkSync(join(installed, name), join(modules, name));
  }
  // The bindings are the copy's own, so that what they load is the successor.
  const bindings = join(modules, "@cdktf", "provider-auth0");
  rmSync(bindings);
  symlinkSync(join(copy, "packages", "provider-auth0"), bindings);
  // Tells set-up that all is installed.
  writeFileSync(join(modules, ".package-lock.json"), "{}");
}

/**
 * Links each package, those of a scope one by one.
 * @param {string} from
 * @param {string} to
 */
function share(from, to) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((entry) => !entry.startsWith("."))) {
    if (name.startsWith("@")) share(join(from, name), join(to, name));
    else symlinkSync(join(from, name), join(to, name));
  }
}

/**
 * What is wrong before any test can run: set-up, types, a synth that still is cdktf's. Undefined when nothing is.
 * @param {string} copy
 */
function check(copy) {
  const wrong = (/** @type {number} */ status) => ({ status, counts: { passed: 0, failed: 1, skipped: 0 } });
  for (const step of ["scripts/setup.mjs --quiet", "node_modules/typescript/bin/tsc", "scripts/run.mjs main.ts"]) {
    const { status } = spawnSync(process.execPath, step.split(" "), { cwd: copy, stdio: ["ignore", 2, 2] });
    if (status !== 0) return wrong(status ?? 1);
  }
  const { version } = JSON.parse(readFileSync(join(copy, "cdktf.out", "manifest.json"), "utf8"));
  if (version === cdktn) return undefined;
  process.stderr.write(`The copy synthesises with version ${version}, not with cdktn ${cdktn}.\n`);
  return wrong(1);
}

if (realpathSync(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) {
  await setup();
  const args = process.argv.slice(2);
  const { status } = await testWithCdktn(args.length > 0 ? args : undefined);
  process.exit(status);
}
