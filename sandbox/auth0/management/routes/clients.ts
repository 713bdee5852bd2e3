import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatClient } from "../formatters/client";
import { totalsQuery } from "../schemas/query";
import { readQuery } from "../validate";

/** /clients, read only: the applications that may use this API. */
export function clientRoutes({ clients, name }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:clients"), (c) => {
    const { page, per_page: limit, include_totals: totals } = readQuery(c, totalsQuery);
    const all = clients.list();
    const start = page * limit;
    const items = all.slice(start, start + limit).map((client) => formatClient(client, name));
    return c.json(totals ? { start, limit, length: items.length, total: all.length, clients: items } : items);
  });

  app.get("/:id", needs("read:clients"), (c) => {
    const client = clients.get(c.req.param("id"));
    if (!client) throw new PlatformError(404, "The client does not exist", "inexistent_client");
    return c.json(formatClient(client, name));
  });

  return app;
}
