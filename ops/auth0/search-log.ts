import { z } from "zod";
import type { ManagementClient } from "./client";
import { logEntryDocument } from "./entities";
import type { EntryType } from "./entry-types";

const PER_PAGE = 100;
/** Auth0 gives no more entries to one search (Auth0 docs, Retrieve Logs by Search). */
const PAGES_A_SEARCH = 10;
const MOST_SEARCHES = 10;

/** An entry as Auth0 writes it. `details` differs by type. */
export type RawEntry = z.infer<typeof logEntryDocument>;

/** What a search found. */
export interface FoundEntries {
  /** Newest first. */
  entries: RawEntry[];
  /** False where there were more than 10,000: the oldest are missing. */
  complete: boolean;
}

/**
 * The entries of these types since then, up to 10,000. Needs `read:logs`; throws the client's errors.
 * A search gives 1,000 at most, so the next one ends at the oldest date of the last.
 */
export async function searchLog(
  client: Pick<ManagementClient, "get">,
  types: readonly EntryType[],
  since: Date,
): Promise<FoundEntries> {
  const found = new Map<string, RawEntry>();
  let until = "*";
  for (let search = 0; search < MOST_SEARCHES; search += 1) {
    const q = `(${types.map((type) => `type:${type}`).join(" OR ")}) AND date:[${since.toISOString()} TO ${until}]`;
    const before = found.size;
    for (let page = 0; page < PAGES_A_SEARCH; page += 1) {
      const query = new URLSearchParams({ q, sort: "date:-1", page: String(page), per_page: String(PER_PAGE) });
      const entries = await client.get(`/logs?${query}`, z.array(logEntryDocument));
      for (const entry of entries) found.set(entry.log_id, entry);
      if (entries.length < PER_PAGE) return { entries: newestFirst(found), complete: true };
    }
    // A thousand entries of one and the same moment: nothing older can be asked for.
    if (found.size === before) break;
    until = newestFirst(found).at(-1)!.date;
  }
  return { entries: newestFirst(found), complete: false };
}

function newestFirst(found: ReadonlyMap<string, RawEntry>): RawEntry[] {
  return [...found.values()].sort((a, b) => Date.parse(b.date) - Date.parse(a.date));
}
