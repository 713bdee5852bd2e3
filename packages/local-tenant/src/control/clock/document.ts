import type { TenantLifetime } from "./lifetimes";

/** Answer of `GET` and `POST /_sandbox/clock`. */
export interface ClockDocument {
  /** ISO 8601: what time it is for the tenant, for Verify, and for `Date` in the code of Actions. */
  now: string;
  /** How far that is ahead of the machine's time, in milliseconds. */
  aheadMs: number;
  /** What runs out, and when. */
  lifetimes: TenantLifetime[];
}
