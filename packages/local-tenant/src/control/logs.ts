import type { Hono } from "hono";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { mostShown } from "./http/most-shown";

/** The tenant log. */
export function logsRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/logs", (c) => c.json({ logs: server.logDocuments().slice(-mostShown) }));
}
