import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatClient } from "../formatters/client";
import { clientsQuery } from "../schemas/query";
import { readQuery } from "../validate";

/** What `fields` and `include_fields` leave of a document. */
function pickFields(document: object, query: { fields?: string | undefined; include_fields: boolean }): object {
  const named = query.fields?.split(",");
  if (named === undefined) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => named.includes(key) === query.include_fields));
}

/** /clients, read only: the tenant's applications. */
export function clientRoutes({ clients, name }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:clients"), (c) => {
    const query = readQuery(c, clientsQuery);
    const { page, per_page: limit, include_totals: totals } = query;
    const all = query.is_global ? [] : clients.list();
    const start = page * limit;
    const items = all.slice(start, start + limit).map((client) => pickFields(formatClient(client, name), query));
    return c.json(totals ? { start, limit, length: items.length, total: all.length, clients: items } : items);
  });

  app.get("/:id", needs("read:clients"), (c) => {
    const client = clients.get(c.req.param("id"));
    if (!client) throw new PlatformError(404, "The client does not exist", "inexistent_client");
    return c.json(formatClient(client, name));
  });

  return app;
}
