// A lock between processes: a file that holds the ids of its owner and of the program that works for it.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const pollMs = 100;
/** No set-up takes longer; an older lock belongs to a process whose id was given to another since. */
const abandonedAfterMs = 20 * 60_000;

/**
 * Runs `work` while no other process holds `file`; waits for one that does, and calls `onWait` once before it. A lock is
 * taken over when its owner is dead, and the program too that the owner had named by the function that `work` is given.
 * @template Result
 * @param {string} file
 * @param {(name: (pid: number) => void) => Result | Promise<Result>} work
 * @param {() => void} [onWait]
 */
export async function withLock(file, work, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waits = false; !create(file); ) {
    if (isAbandoned(file)) {
      breakLock(file);
      continue;
    }
    if (!waits) onWait?.();
    waits = true;
    sleep(pollMs);
  }
  try {
    return await work((pid) => writeFileSync(file, `${process.pid} ${pid}`));
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function create(file) {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pids = readFileSync(file, "utf8").split(" ").map(Number).filter(Boolean);
    // An empty file is one whose owner is between creating it and writing to it.
    if (pids.length === 0) return age > 5_000;
    return age > abandonedAfterMs || !pids.some(isRunning);
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

/**
 * Only one process at a time may remove a lock that isn't its own, or it could remove its successor.
 * @param {string} file
 */
function breakLock(file) {
  const breaking = `${file}.breaking`;
  if (!create(breaking)) {
    if (isAbandoned(breaking)) rmSync(breaking, { force: true });
    sleep(pollMs);
    return;
  }
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmSync(breaking, { force: true });
  }
}

/** @param {number} ms */
function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
