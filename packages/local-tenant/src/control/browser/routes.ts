import type { Hono } from "hono";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { browserHelp } from "./browser-help";

/** How to sign in by the tenant's pages. */
export function browserRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/browser", (c) => c.json(browserHelp(server)));
}
