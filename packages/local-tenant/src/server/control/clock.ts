import type { Hono } from "hono";
import { clockBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { lifetimes, type TenantLifetime } from "../tenant-lifetimes";
import { readBody } from "./read-body";

/** Answer of `GET` and `POST /_sandbox/clock`. */
export interface ClockDocument {
  /** ISO 8601: what time it is for the tenant, for Verify, and for `Date` in the code of Actions. */
  now: string;
  /** How far that is ahead of the machine's time, in milliseconds. */
  aheadMs: number;
  /** What runs out, and when. */
  lifetimes: TenantLifetime[];
}

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
