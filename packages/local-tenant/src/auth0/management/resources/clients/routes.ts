import { type Context, Hono } from "hono";
import { z } from "zod";
import type { Application } from "../../../store/entities";
import type { LocalTenant } from "../../../tenant";
import { type Guard, hasScope } from "../../auth";
import { fieldsQuery, flag, pickFields, totalsQuery, unsupported } from "../../list-query";
import { readBody, readQuery } from "../../validate";
import { credentialRoutes, parseCredential } from "./credentials";
import { formatClient, parseClient, parseClientPatch } from "./document";
import { clientBody, clientPatch } from "./schema";

/** GET /clients */
const clientsQuery = totalsQuery.extend({
  is_global: flag.optional(),
  is_first_party: flag.optional(),
  /** Types, separated by commas. */
  app_type: z.string().optional(),
  from: unsupported("from"),
  take: unsupported("take"),
  external_client_id: unsupported("external_client_id"),
  q: unsupported("q"),
});

/** The application that every tenant has for what holds for all of them, such as the classic login page. */
const GLOBAL: Application = {
  clientId: "GlobalClient00000000000000000001",
  clientSecret: "",
  name: "All Applications",
  appType: "non_interactive",
  grantTypes: [],
  tokenEndpointAuthMethod: undefined,
  assertionCredentials: undefined,
  properties: {},
};
const READ = ["read:clients", "read:client_keys"] as const;
const UPDATE = ["update:clients", "update:client_keys"] as const;

/** /clients: the tenant's applications, and the public keys that they sign in with. */
export function clientRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { clients, clientCredentials: credentials } = tenant;
  const app = new Hono();
  const format = (c: Context, client: Application) =>
    formatClient(client, tenant.name, { secret: hasScope(tenant, c, "read:client_keys") });

  app.get("/", needs(...READ), (c) => {
    const query = readQuery(c, clientsQuery);
    const { page, per_page: limit, include_totals: totals } = query;
    const types = query.app_type?.split(",");
    // The global client is listed for those alone that ask for it.
    const found = (query.is_global ? [GLOBAL] : clients.list())
      .map((client) => format(c, client))
      .filter((client) => types?.includes(client.app_type ?? "") ?? true)
      .filter((client) => query.is_first_party === undefined || client.is_first_party === query.is_first_party);
    const start = page * limit;
    const items = found.slice(start, start + limit).map((client) => pickFields(client, query));
    return c.json(totals ? { start, limit, length: items.length, total: found.length, clients: items } : items);
  });

  app.post("/", needs("create:clients"), async (c) => {
    const body = await readBody(c, clientBody);
    const client = clients.create(parseClient(body));
    const keys = body.client_authentication_methods?.private_key_jwt.credentials;
    if (!keys) return c.json(format(c, client), 201);
    try {
      const assertionCredentials = keys.map((key) => credentials.create(client.clientId, parseCredential(key)).id);
      return c.json(format(c, clients.update(client.clientId, { assertionCredentials })), 201);
    } catch (error) {
      clients.delete(client.clientId);
      throw error;
    }
  });

  app.get("/:id", needs(...READ), (c) => {
    const query = readQuery(c, fieldsQuery);
    return c.json(pickFields(format(c, clients.get(c.req.param("id"))), query));
  });

  app.patch("/:id", needs(...UPDATE), async (c) => {
    const client = clients.get(c.req.param("id"));
    const change = parseClientPatch(await readBody(c, clientPatch), client);
    return c.json(format(c, clients.update(client.clientId, change)));
  });

  app.delete("/:id", needs("delete:clients"), (c) => {
    clients.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  credentialRoutes(app, tenant, needs);
  return app;
}
