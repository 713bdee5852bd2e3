import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatLog } from "../formatters/log";
import { logsQuery } from "../schemas/query";
import { readQuery } from "../validate";

/** /logs, newest first; searched by type alone. */
export function logRoutes({ logs }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:logs", "read:logs_users"), (c) => {
    const { page, per_page: limit, include_totals: totals, q: type } = readQuery(c, logsQuery);
    const all = logs
      .list()
      .filter((entry) => type === undefined || entry.type === type)
      .toReversed();
    const start = page * limit;
    const entries = all.slice(start, start + limit).map(formatLog);
    return c.json(totals ? { start, limit, length: entries.length, total: all.length, logs: entries } : entries);
  });

  app.get("/:id", needs("read:logs", "read:logs_users"), (c) => {
    const entry = logs.list().find(({ id }) => id === c.req.param("id"));
    if (!entry) throw new PlatformError(404, "Log not found.");
    return c.json(formatLog(entry));
  });

  return app;
}
