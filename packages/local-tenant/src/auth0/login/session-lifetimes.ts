import type { LocalTenant } from "../tenant";
import type { Session } from "./sessions";

/** How long sessions live, in milliseconds. */
export interface SessionLifetimes {
  /** From the first login in it. */
  absolute: number;
  /** From the last one. */
  idle: number;
}

const hour = 3_600_000;

/** Those of the tenant's settings; by default a week, and three days without a login, as on the platform. */
export function sessionLifetimes({ settings }: Pick<LocalTenant, "settings">): SessionLifetimes {
  const { session_lifetime: absolute = 168, idle_session_lifetime: idle = 72 } = settings.get();
  return { absolute: Number(absolute) * hour, idle: Number(idle) * hour };
}

/** Whether a session has run out by the tenant's clock. */
export function hasRunOut({ createdAt, updatedAt }: Session, tenant: LocalTenant): boolean {
  const { absolute, idle } = sessionLifetimes(tenant);
  const now = tenant.clock.now();
  return now - Date.parse(createdAt) > absolute || now - Date.parse(updatedAt) > idle;
}
