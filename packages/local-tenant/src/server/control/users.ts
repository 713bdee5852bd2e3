import type { Hono } from "hono";
import type { LocalTenantServer } from "../local-tenant";
import { userDocument } from "../user-document";

/** The tenant's users. */
export function usersRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/users", (c) => c.json({ users: server.engine.users.all().map(userDocument) }));
}
