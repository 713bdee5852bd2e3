import { spawn } from "node:child_process";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program to its end, its output kept. A signal that would end this process goes to the program first and ends
 * this process after it, so that the program is never left running by itself. `onStart` is told its process id.
 * @returns its exit code (null for one that ended otherwise), what it wrote, and why it could not be started.
 */
export function runChild(command, args, options, onStart = () => {}) {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const result = { status: null, stdout: "", stderr: "", error: undefined };
  let received;
  const forward = (signal) => {
    received = signal;
    child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
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
      for (const signal of signals) process.off(signal, forward);
      if (received) process.kill(process.pid, received);
      resolve({ ...result, status });
    });
  });
}
