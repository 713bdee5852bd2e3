import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../../../stacks/errors";
import type { RawEntry } from "../../auth0/search-log";
import { RefusedError } from "../../support/errors";

const POLL_MS = 5000;
/** Entries are found some time after they are written, and not in order. */
const LATE_MS = 120_000;

/** How the log is read on. */
export interface Following {
  /** The entries since then, in any order. */
  search(since: Date): Promise<readonly RawEntry[]>;
  since: Date;
  /** Ends it. */
  signal: AbortSignal;
  /** Called with the reason when the log can't be read; it is tried again. */
  onTrouble(reason: string): void;
  /** Between two searches; default: five seconds. Rejects once `signal` is aborted. */
  pause?: (signal: AbortSignal) => Promise<void>;
}

/**
 * The entries since `since` and those that come, each once, in the order in which they are found. Ends when `signal` is
 * aborted. @throws what the first search throws, and later refusals of the credentials (401, 403).
 */
export async function* followLog(following: Following): AsyncGenerator<RawEntry> {
  const { search, signal, onTrouble, pause = fiveSeconds } = following;
  const shown = new Map<string, number>();
  let since = following.since;
  let first = true;
  while (!signal.aborted) {
    try {
      const entries = [...(await search(since))].sort((a, b) => Date.parse(a.date) - Date.parse(b.date));
      for (const entry of entries) {
        if (shown.has(entry.log_id)) continue;
        shown.set(entry.log_id, Date.parse(entry.date));
        yield entry;
      }
      since = new Date(Math.max(since.getTime(), Math.max(0, ...shown.values()) - LATE_MS));
      for (const [id, at] of shown) if (at < since.getTime()) shown.delete(id);
      first = false;
    } catch (error) {
      if (first || !isPassing(error)) throw error;
      onTrouble((error as Error).message);
    }
    await pause(signal).catch(() => undefined);
  }
}

function isPassing(error: unknown): boolean {
  return error instanceof UserError && !(error instanceof RefusedError && [401, 403].includes(error.status));
}

async function fiveSeconds(signal: AbortSignal): Promise<void> {
  await sleep(POLL_MS, undefined, { signal });
}
