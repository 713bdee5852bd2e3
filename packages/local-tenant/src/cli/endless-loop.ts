import { url as debuggerUrl } from "node:inspector";
import { Worker } from "node:worker_threads";
import { limits } from "../pipeline/limits";

/**
 * Ends the process, and says where it hung, when code has kept it busy for `seconds` without giving way: an endless loop in
 * an Action, which runs in this process. Nothing in the process itself could, and Ctrl-C is not heard either. Not under a
 * debugger, where a breakpoint looks the same. `start` starts another one. `seconds`: default Auth0's limit for the Actions of a trigger, 20.
 */
export function endOnEndlessLoop(start: string, seconds: number = limits.segmentMs / 1000): void {
  if (debuggerUrl()) return;
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();
  new Worker(watcher, { eval: true, workerData: { beats, seconds, start } }).unref();
}

/** Counts its own seconds, so that a machine that slept ends nothing. */
const watcher = `
const { writeSync } = require("node:fs");
const { Session } = require("node:inspector");
const { beats, seconds, start } = require("node:worker_threads").workerData;
let last = -1;
let silent = 0;
setInterval(() => {
  const now = Atomics.load(beats, 0);
  silent = now === last ? silent + 1 : 0;
  last = now;
  if (silent !== seconds) return;
  // Code that waits in the system rather than loops can't be asked.
  setTimeout(end, 2000, "");
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", { expression: "new Error().stack" }, (_error, answer) => end(answer?.result.value));
}, 1000);

function end(stack) {
  const frames = String(stack).split("\\n").filter((line) => / at (?!async|<anonymous>)/.test(line)).slice(0, 3);
  writeSync(2, [
    "The local tenant stops: code that never yields has kept it busy for " + seconds + " s.",
    ...frames,
    "Auth0 would end only the login. If the loop is in an Action, fix the Action, then: " + start,
    "",
  ].join("\\n"));
  process.kill(process.pid, "SIGKILL");
}
`;
