import { spawn } from "node:child_process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
/** How long a program may take to end in order once it is told to: npm would undo what it has installed. */
const GRACE_MS = 3000;
/** In a group of its own, a program can be ended with all that it has started. Windows has no such groups. */
const ownGroup = process.platform !== "win32";

/**
 * Runs a program to its end, its output kept. A signal that would end this process goes to the program and all that it has
 * started, which are killed when they have not ended 3 s later or at a second signal; then it ends this process, so that
 * nothing is left running by itself. `onStart` is told its process id.
 * @returns its exit code (null for one that ended otherwise), what it wrote, and why it could not be started.
 */
export function runChild(command, args, options, onStart = () => {}) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: ownGroup });
  const result = { status: null, stdout: "", stderr: "", error: undefined };
  let received;
  let grace;
  const kill = () => send(child, "SIGKILL");
  const stop = (signal) => {
    if (received) return kill();
    received = signal;
    process.stderr.write("setup: stopping; what is unfinished is redone next time …\n");
    send(child, signal);
    grace = setTimeout(kill, GRACE_MS);
  };
  for (const signal of signals) process.on(signal, stop);
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
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

function send(child, signal) {
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}
