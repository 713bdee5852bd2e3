import type { Hono } from "hono";
import { browserHelp } from "../browser-help";
import type { LocalTenantServer } from "../local-tenant";

/** How to sign in by the tenant's pages. */
export function browserRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/browser", (c) => c.json(browserHelp(server)));
}
