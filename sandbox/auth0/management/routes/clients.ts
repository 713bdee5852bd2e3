import { Hono } from "hono";
import type { ApiClient } from "../../store/entities";
import { PlatformError } from "../../store/errors";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatClient } from "../formatters/client";
import { pickFields } from "../formatters/fields";
import { clientsQuery } from "../schemas/query";
import { readQuery } from "../validate";

/** The application that every tenant has for what holds for all of them, such as the classic login page. */
const globalClient: ApiClient = { clientId: "GlobalClient00000000000000000001", name: "All Applications", scopes: [] };

/** /clients, read only: the tenant's applications. */
export function clientRoutes({ clients, name }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:clients"), (c) => {
    const query = readQuery(c, clientsQuery);
    const { page, per_page: limit, include_totals: totals } = query;
    const types = query.app_type?.split(",");
    // Every application here is the tenant's own. The global client is listed for those alone that ask for it.
    const own = query.is_first_party === false ? [] : clients.list();
    const all = query.is_global ? [globalClient] : own;
    const found = all
      .map((client) => formatClient(client, name))
      .filter(({ app_type }) => types?.includes(app_type) ?? true);
    const start = page * limit;
    const items = found.slice(start, start + limit).map((client) => pickFields(client, query));
    return c.json(totals ? { start, limit, length: items.length, total: found.length, clients: items } : items);
  });

  app.get("/:id", needs("read:clients"), (c) => {
    const client = clients.get(c.req.param("id"));
    if (!client) throw new PlatformError(404, "The client does not exist", "inexistent_client");
    return c.json(formatClient(client, name));
  });

  return app;
}
