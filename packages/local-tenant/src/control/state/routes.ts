import type { Hono } from "hono";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { parseTenantState } from "../../state/state-schema";
import { stateText } from "../../state/state-text";
import { LocalTenantError } from "../../support/local-tenant-error";
import { RequestError } from "../http/request-error";
import { replaceState } from "./replace-state";

/** What the tenant remembers: saved, loaded, forgotten. A saved state holds secrets, and says so. */
export function stateRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/state", (c) => {
    c.header("Cache-Control", "no-store");
    c.header("Content-Disposition", 'attachment; filename="local-tenant-state.json"');
    return c.body(stateText(server), 200, { "Content-Type": "application/json" });
  });
  app.put("/state", async (c) => {
    try {
      replaceState(server, parseTenantState(await c.req.json().catch(() => undefined)));
    } catch (error) {
      throw error instanceof LocalTenantError ? new RequestError(400, error.message) : error;
    }
    return c.body(null, 204);
  });
  app.post("/reset", (c) => {
    server.reset();
    return c.body(null, 204);
  });
}
