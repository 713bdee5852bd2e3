import type { Hono } from "hono";
import { phoneQuery } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { phoneDocument } from "../phone/phone-document";
import { readQuery } from "./read-query";

/** What arrived at each number, and what became of each code. */
export function phoneRoutes(app: Hono, { verify, engine, tenant }: LocalTenantServer): void {
  app.get("/phone", (c) => {
    const sources = { store: verify.store, engine, now: tenant.clock.now() };
    return c.json(phoneDocument(sources, readQuery(c, phoneQuery)));
  });
}
