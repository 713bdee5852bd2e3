import type { Hono } from "hono";
import type { LocalTenantServer } from "../local-tenant";

/** What the tenant remembers. */
export function stateRoutes(app: Hono, server: LocalTenantServer): void {
  app.post("/reset", (c) => {
    server.reset();
    return c.body(null, 204);
  });
}
