import type { Instant } from "../store/entities";

/** RFC 3339 with nanoseconds, as Actions and bindings use it (the tenant's clock has milliseconds; the rest is 0). */
export function nanoseconds(at: Instant): string {
  return new Date(at).toISOString().replace("Z", "000000Z");
}

/** RFC 3339 with milliseconds, as phone providers and logs use it. */
export function milliseconds(at: Instant): string {
  return new Date(at).toISOString();
}
