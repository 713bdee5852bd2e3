import type { Hono } from "hono";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { readQuery } from "../http/read-request";
import { phoneDocument } from "./document";
import { phoneQuery } from "./schema";

/** What arrived at each number, and what became of each code. */
export function phoneRoutes(app: Hono, { verify, engine, tenant }: LocalTenantServer): void {
  app.get("/phone", (c) => {
    const sources = { store: verify.store, engine, now: tenant.clock.now() };
    return c.json(phoneDocument(sources, readQuery(c, phoneQuery)));
  });
}
