import type { Hono } from "hono";
import { phoneQuery } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { phoneDocument } from "../phone/phone-document";
import { readQuery } from "./read-query";

/** What arrived at each number, and what became of each code. */
export function phoneRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/phone", (c) => c.json(phoneDocument(server, readQuery(c, phoneQuery))));
}
