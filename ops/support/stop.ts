import { setMaxListeners } from "node:events";
import { constants } from "node:os";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import { UserError } from "../../stacks/errors";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

let told: (typeof signals)[number] | undefined;
const begun: string[] = [];
const stop = new AbortController();
const abandon = new AbortController();
// Every request and every wait of a verb listens.
setMaxListeners(0, stop.signal, abandon.signal);

/**
 * Aborted when this process is told to stop before it has begun a change: then nothing is worth waiting for. Not
 * aborted later, when what was done still has to be read and reported.
 */
export const abandoned: AbortSignal = abandon.signal;

/** Aborted when this process is told to stop, whatever it has begun. */
export const stopRequest: AbortSignal = stop.signal;

/** From here on SIGINT, SIGTERM and SIGHUP don't end this process; they set the flag, which is never taken back. */
export function listenForStop(): void {
  for (const signal of signals) {
    process.on(signal, () => {
      told ??= signal;
      stop.abort();
      if (begun.length === 0) abandon.abort();
    });
  }
}

/** The exit code of a process that was told to stop, 128 and the signal's number as shells have it; else `undefined`. */
export function stopExitCode(): number | undefined {
  return told === undefined ? undefined : 128 + constants.signals[told];
}

/** Whether this process was told to stop. */
export function isStopped(): boolean {
  return told !== undefined;
}

/** Whether anything that changes something was begun. */
export function hasBegun(): boolean {
  return begun.length > 0;
}

/**
 * To be awaited right before what must not begin after a request to stop. Signals that arrived while this process was
 * busy are seen first. @throws UserError once the flag is set.
 */
export async function refuseWhenStopped(): Promise<void> {
  // A signal is handled in the loop's poll phase; the first turn may come before this round's.
  await turn();
  await turn();
  if (told !== undefined) throw stopped();
}

/**
 * The same, before something that changes the tenant or its state. @param what a phrase that ends a list of what was done.
 */
export async function beginChange(what: string): Promise<void> {
  await refuseWhenStopped();
  begun.push(what);
}

/** Waits, and not a moment longer once the flag is set. */
export async function pause(ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: stop.signal }).catch(() => undefined);
}

/** Which signal it was, in a sentence. */
export function stopWords(): string {
  return `Stopped by ${told}.`;
}

/** What a verb ends with that gave up: which signal, what had been begun by then, and what to run next. */
export class Stopped extends UserError {}

/** To be called once the flag is set. */
export function stopped(): Stopped {
  const done = [...new Set(begun)].map((what) => `\n  ${what}`).join("");
  const left =
    done === ""
      ? "Nothing was changed."
      : `Started before that:${done}\nNothing was started after it. Run the same command again: it resumes from here.`;
  return new Stopped(`${stopWords()} ${left}`, stopExitCode());
}
