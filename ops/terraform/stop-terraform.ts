import { type ChildProcess, execFileSync } from "node:child_process";
import { printNote } from "../support/print";

/** How long what runs may take after a request to stop, in ms. Auth0 builds an Action in seconds. */
const PATIENCE_MS = 30_000;
/** How long Terraform may then take to write the state without its provider, in ms. */
const CLOSING_MS = 20_000;
/** Milliseconds after which the user is told what is being waited for. */
const SILENCE_MS = 1000;

/**
 * Terraform runs in a process group of its own, so that Ctrl-C in a terminal reaches it once, through us: at a second
 * SIGINT it drops everything. Windows has no such groups, and there the console tells every process.
 */
export const ownGroup = process.platform !== "win32";

export interface Stopping {
  /** To be called when Terraform has ended: takes away what listens for signals. */
  forget(): void;
  /** What had to be done to end it, one sentence each. */
  measures: string[];
}

/**
 * Has Terraform end within a bounded time after this process was told to stop, and in order as far as it can be had. At
 * the first signal Terraform begins nothing more. The provider's SDK (`StopProvider`) ends the calls that run then, but
 * not one that comes a moment later: that waits for its build, up to six minutes and six more. At a second signal, or
 * after half a minute, the provider is ended, so that Terraform writes the state and gives up its lock without it. At a
 * third, or 20 s later, Terraform itself is.
 */
export function stopOnSignal(child: ChildProcess): Stopping {
  const measures: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let silence: NodeJS.Timeout | undefined;
  const after = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(next, ms);
  };
  const steps = [
    () => {
      if (ownGroup) child.kill("SIGINT");
      silence = setTimeout(() => printNote(`${waiting}\n`), SILENCE_MS);
      after(PATIENCE_MS);
    },
    () => {
      clearTimeout(silence);
      const helpers = helpersOf(child);
      for (const pid of helpers) signal(pid, "SIGTERM");
      if (helpers.length > 0)
        measures.push("Terraform was still waiting for its provider after the stop, so the provider was ended.");
      after(CLOSING_MS);
    },
    () => {
      signal(ownGroup ? -child.pid! : child.pid!, "SIGKILL");
      measures.push("Terraform did not end, so it was killed. Its lock on the state may remain; the next run says so.");
    },
  ];
  const next = () => steps.shift()?.();
  process.on("SIGINT", next).on("SIGTERM", next).on("SIGHUP", next);
  return {
    measures,
    forget() {
      clearTimeout(timer);
      clearTimeout(silence);
      process.off("SIGINT", next).off("SIGTERM", next).off("SIGHUP", next);
    },
  };
}

const waiting =
  "Stopping: waiting for what Terraform has started, half a minute at most. Ctrl-C again ends its provider now.";

/** Process ids of Terraform's provider: those in its group that have started nothing themselves. */
function helpersOf({ pid }: ChildProcess): number[] {
  if (!ownGroup) return [];
  try {
    const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,pgid="], { encoding: "utf8" });
    const all = table
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
    const group = all.filter(([, , group]) => group === pid);
    return group.map(([id]) => id).filter((id) => id !== pid && !group.some(([, parent]) => parent === id));
  } catch {
    // Without `ps` Terraform is ended a step later.
    return [];
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
