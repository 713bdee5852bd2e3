import type { Hono } from "hono";
import type { ClockDocument } from "../clock-document";
import { clockBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { lifetimes } from "../tenant-lifetimes";
import { readBody } from "./read-body";

/** The tenant's time. It can be moved on, and never back: what was made later would be from the future. */
export function clockRoutes(app: Hono, { clock, tenant, changes }: LocalTenantServer): void {
  const document = (): ClockDocument => {
    return { now: new Date(clock.now()).toISOString(), aheadMs: clock.aheadMs, lifetimes: lifetimes(tenant) };
  };
  app.get("/clock", (c) => c.json(document()));
  app.post("/clock", async (c) => {
    clock.advance((await readBody(c, clockBody)).advanceMs);
    // Codes, verifications and sessions may have run out.
    changes.tell("clock", "inbox", "verify", "logins", "users");
    return c.json(document());
  });
}
