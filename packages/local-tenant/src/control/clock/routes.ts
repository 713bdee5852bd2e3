import type { Hono } from "hono";
import { z } from "zod";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { durationMs } from "../http/duration-ms";
import { readBody } from "../http/read-request";
import type { ClockDocument } from "./document";
import { lifetimes } from "./lifetimes";

/** Body of `POST /_sandbox/clock`: how far the clock moves on, a century at most. */
const clockBody = z.strictObject({ advanceMs: durationMs.max(3_155_760_000_000) });

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
