import type { Hono } from "hono";
import type { LocalTenantServer } from "../running/local-tenant-server";

/** What was loaded when files were saved, and what is wrong with them now. */
export function devRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/dev", (c) => c.json(server.dev.document()));
}
