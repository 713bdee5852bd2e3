import { z } from "zod";
import { UserError } from "../../stacks/errors";
import type { ManagementClient } from "../auth0/client";
import { logEntryDocument } from "../auth0/entities";

const PER_PAGE = 100;
/** Auth0 gives no more entries to one search (Auth0 docs, Retrieve Logs by Search). */
const MOST_PAGES = 10;
const BINDINGS = /^\/api\/v2\/actions\/triggers\/post-login\/bindings$/;
const ACTION = /^\/api\/v2\/actions\/actions\/([^/]+)/;

/** Somebody's change of an Action or of the trigger through the Management API: the dashboard uses it too. */
export interface Change {
  /** ISO 8601. */
  at: string;
  /** Name of the Action, or `post-login`. */
  where: string;
  /** Auth0's words, e.g. `Update an action`. */
  what: string;
  /** Who made it, e.g. `Ann Example in the dashboard`. */
  by: string;
}

/** What others than Terraform changed since Terraform last did. */
export interface ChangeLog {
  /** Newest first. */
  changes: Change[];
  /** Why it is not known; `undefined` when the tenant's log could be read. */
  unknown: string | undefined;
}

type Entry = z.infer<typeof logEntryDocument>;

/**
 * Searches the tenant's log (kept 1 to 30 days, by plan; needs `read:logs`) for changes of these Actions and of the
 * post-login trigger that came after Terraform's own.
 * @param names of the Actions, by id.
 */
export async function readChangeLog(client: ManagementClient, names: ReadonlyMap<string, string>): Promise<ChangeLog> {
  const changes: Change[] = [];
  const settled = new Set<string>();
  const targets = new Set([...names.keys(), "post-login"]);
  try {
    for (let page = 0; page < MOST_PAGES && settled.size < targets.size; page += 1) {
      const path = `/logs?q=type:sapi&sort=date:-1&page=${page}&per_page=${PER_PAGE}`;
      const entries = await client.get(path, z.array(logEntryDocument));
      for (const entry of entries) {
        const target = targetOf(entry);
        if (target === undefined || !targets.has(target) || settled.has(target)) continue;
        if (isTerraform(entry)) settled.add(target);
        else changes.push(changeFrom(entry, names.get(target) ?? target));
      }
      if (entries.length < PER_PAGE) break;
    }
    return { changes, unknown: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { changes: [], unknown: error.message };
  }
}

/** Id of the Action, or `post-login`. */
function targetOf({ details }: Entry): string | undefined {
  const path = details?.request?.path ?? "";
  if (BINDINGS.test(path)) return "post-login";
  return ACTION.exec(path)?.[1] ?? details?.response?.body?.id;
}

/** The provider's User-Agent begins so. */
function isTerraform({ details, user_agent }: Entry): boolean {
  return String(details?.request?.userAgent ?? user_agent ?? "").startsWith("Terraform-Provider-Auth0");
}

function changeFrom(entry: Entry, where: string): Change {
  const user = entry.details?.request?.auth?.user ?? {};
  const person = user.name || user.email || user.user_id || entry.user_name || entry.user_id;
  const application = entry.client_name || entry.client_id || "an unnamed application";
  const by = person ? `${person} in the dashboard` : `the application ${application}, through the API`;
  return { at: entry.date, where, what: entry.description ?? "an unnamed change", by };
}
