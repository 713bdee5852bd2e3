// A lock between processes: a file that holds the owner's process id.
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const pollMs = 100;
/** No set-up takes longer; an older lock belongs to a process whose id was given to another since. */
const abandonedAfterMs = 20 * 60_000;

/**
 * Runs `work` while no other process holds `file`; waits for one that does. A lock left by a dead process is taken over.
 */
export function withLock(file, work) {
  mkdirSync(dirname(file), { recursive: true });
  while (!create(file)) {
    if (isAbandoned(file)) breakLock(file);
    else sleep(pollMs);
  }
  try {
    return work();
  } finally {
    rmSync(file, { force: true });
  }
}

function create(file) {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const pid = Number(readFileSync(file, "utf8"));
    // An empty file is one whose owner is between creating it and writing to it.
    if (!pid) return age > 5_000;
    return age > abandonedAfterMs || !isRunning(pid);
  } catch {
    return false;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Only one process at a time may remove a lock that isn't its own, or it could remove its successor. */
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

function sleep(ms) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
