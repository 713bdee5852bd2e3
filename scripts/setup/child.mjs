import { spawn } from "node:child_process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
/** How long a program may take to end in order once it is told to: npm would undo what it has installed. */
const GRACE_MS = 3000;
/** In a group of its own, a program can be ended with all that it has started. Windows has no such groups. */
const ownGroup = process.platform !== "win32";

/** @typedef {(pid: number) => void} OnChildPid is told the id of each program that works for this one */

/**
 * @typedef {object} ChildResult
 * @property {number | null} status its exit code; null for one that ended otherwise
 * @property {string} stdout
 * @property {string} stderr
 * @property {Error | undefined} error why it could not be started
 */

/**
 * Runs a program to its end, its output kept. A signal that would end this process goes to the program and all that it has
 * started, which are killed when they have not ended 3 s later or at a second signal; then it ends this process, so that
 * nothing is left running by itself. `onStart` is told its process id.
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptionsWithoutStdio} options
 * @param {OnChildPid} [onStart]
 * @returns {Promise<ChildResult>}
 */
export function runChild(command, args, options, onStart = () => undefined) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: ownGroup });
  /** @type {ChildResult} */
  const result = { status: null, stdout: "", stderr: "", error: undefined };
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @type {NodeJS.Timeout | undefined} */
  let grace;
  const kill = () => send(child, "SIGKILL");
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (received) return kill();
    received = signal;
    process.stderr.write("setup: stopping; unfinished steps run again next time …\n");
    send(child, signal);
    grace = setTimeout(kill, GRACE_MS);
  };
  for (const signal of signals) process.on(signal, stop);
  for (const name of /** @type {const} */ (["stdout", "stderr"])) {
    child[name].setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      result[name] += text;
    });
  }
  if (child.pid !== undefined) onStart(child.pid);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      result.error = error;
    });
    child.once("close", (status) => {
      clearTimeout(grace);
      for (const signal of signals) process.off(signal, stop);
      if (received) process.kill(process.pid, received);
      resolve({ ...result, status });
    });
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function send(child, signal) {
  try {
    if (ownGroup && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}
