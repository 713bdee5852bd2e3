import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = dirname(fileURLToPath(import.meta.url));

/**
 * Runs the jest of `folder` there, with its output shown.
 * @returns its exit code, and how many tests passed, failed and were skipped; no counts where it ran no tests, as for
 * --listTests.
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runJest(folder, args, env = {}) {
  const counts = join(folder, ".cache", "jest", `${process.pid}-${Date.now()}.json`);
  mkdirSync(join(folder, ".cache", "jest"), { recursive: true });
  const jest = join(folder, "node_modules", "jest", "bin", "jest.js");
  if (!existsSync(jest)) {
    process.stderr.write("jest is missing from node_modules. Run: npm ci\n");
    return { status: 1, counts: undefined };
  }
  // After the arguments: jest would take a pattern that follows for one more reporter.
  const reporters = ["--reporters=default", `--reporters=${join(scripts, "jest-counts.cjs")}`];
  const sharedCode = join(scripts, "jest-shared-code.cjs");
  const { status } = spawnSync(process.execPath, ["--require", sharedCode, jest, ...args, ...reporters], {
    cwd: folder,
    env: { ...process.env, ...env, JEST_COUNTS: counts },
    stdio: "inherit",
  });
  return { status: status ?? 1, counts: readCounts(counts) };
}

/**
 * Whether the jest of `folder` finds no suite for these arguments; false when it can't take them.
 * @param {string} folder
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findsNoSuites(folder, args, env = {}) {
  const jest = join(folder, "node_modules", "jest", "bin", "jest.js");
  const { status, stdout } = spawnSync(process.execPath, [jest, ...args, "--listTests"], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  return status === 0 && stdout.trim() === "";
}

/**
 * @param {string} file
 * @returns {{ passed: number, failed: number, skipped: number } | undefined}
 */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}
