import { UserError } from "../../../stacks/errors";
import type { ManagementClient } from "../../auth0/client";
import { failureTypes } from "../../auth0/entry-types";
import { type LogLine, readEntry } from "../../auth0/read-entry";
import { searchLog } from "../../auth0/search-log";

/** Entries of the tenant log that say the same. */
export interface Trouble {
  /** Auth0's type code. */
  type: string;
  what: LogLine["what"];
  about: LogLine["about"];
  /** Without anything personal. */
  why: string;
  count: number;
  /** Of the newest of them, ISO 8601. */
  lastAt: string;
}

/** What failed in a period. */
export interface Troubles {
  /** Most entries first. */
  troubles: Trouble[];
  /** False where the log has more than 10,000 such entries: only the newest are counted. */
  complete: boolean;
}

/** The troubles, or why they are not known. */
export type TroublesAnswer = Troubles | { unavailable: string };

/** Counts what the tenant log says of failed executions and of messages that did not go out. Needs `read:logs`. */
export async function readTroubles(client: Pick<ManagementClient, "get">, since: Date): Promise<TroublesAnswer> {
  try {
    const { entries, complete } = await searchLog(client, failureTypes, since);
    return { troubles: counted(entries.map((entry) => readEntry(entry, false))), complete };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { unavailable: error.message };
  }
}

/** @param lines newest first. */
function counted(lines: readonly LogLine[]): Trouble[] {
  const troubles = new Map<string, Trouble>();
  for (const { type, what, about, why, at } of lines) {
    const key = JSON.stringify([type, about, why]);
    const known = troubles.get(key);
    if (known) known.count += 1;
    else troubles.set(key, { type, what, about, why, count: 1, lastAt: at });
  }
  return [...troubles.values()].sort((a, b) => b.count - a.count);
}
