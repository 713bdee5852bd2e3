import { Hono } from "hono";
import { z } from "zod";
import type { LogEntry } from "../../../store/entities";
import { PlatformError } from "../../../store/errors";
import type { LocalTenant } from "../../../tenant";
import type { Guard } from "../../auth";
import { number, pickFields, totalsQuery, unsupported } from "../../list-query";
import { readQuery } from "../../validate";
import { formatLog } from "./document";
import { isFound, parseLogSearch } from "./search";

/** GET /logs; of the search language, `q`, only what {@link parseLogSearch} reads; of the orders only those by date. */
const logsQuery = totalsQuery.extend({
  q: z
    .string()
    .transform((q, context) => {
      const search = parseLogSearch(q);
      if (search) return search;
      const message =
        "the local tenant knows only type:<code>, (type:<code> OR …) and date:[<from> TO <to>], joined by AND";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  sort: z
    .string()
    .regex(/^date:-?1$/, "the local tenant sorts only by date:1 and date:-1")
    .optional(),
  /** The id of the entry after which to go on, oldest first; with `take`, a checkpoint. */
  from: z.string().optional(),
  take: number.pipe(z.number().min(1).max(100)).optional(),
  search: unsupported("search"),
});

/**
 * The entries after `from`, oldest first, as a program reads on from where it stopped; `from` undefined: from the first.
 * @throws PlatformError 400 for an id that is not in the log.
 */
function checkpoint(entries: readonly LogEntry[], from: string | undefined, take: number): readonly LogEntry[] {
  const index = from === undefined ? -1 : entries.findIndex(({ id }) => id === from);
  if (from !== undefined && index === -1)
    throw new PlatformError(400, "Invalid log_id in from", "invalid_query_string");
  return entries.slice(index + 1, index + 1 + take);
}

/** /logs, newest first unless told otherwise; searched by type and date alone. */
export function logRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { logs } = tenant;
  const app = new Hono();
  const document = (entry: LogEntry) => ({ ...formatLog(entry, tenant), _id: entry.id });

  app.get("/", needs("read:logs", "read:logs_users"), (c) => {
    const query = readQuery(c, logsQuery);
    const { page, per_page: limit, include_totals: totals, q: search, from, take } = query;
    const format = (entries: readonly LogEntry[]) => entries.map((entry) => pickFields(document(entry), query));
    if (from !== undefined || take !== undefined) return c.json(format(checkpoint(logs.list(), from, take ?? limit)));
    const found = logs.list().filter((entry) => search === undefined || isFound(search, entry));
    const sorted = query.sort === "date:1" ? found : found.toReversed();
    const start = page * limit;
    const entries = format(sorted.slice(start, start + limit));
    return c.json(totals ? { start, limit, length: entries.length, total: found.length, logs: entries } : entries);
  });

  app.get("/:id", needs("read:logs", "read:logs_users"), (c) => {
    const entry = logs.list().find(({ id }) => id === c.req.param("id"));
    if (!entry) throw new PlatformError(404, "Log not found.");
    return c.json(document(entry));
  });

  return app;
}
