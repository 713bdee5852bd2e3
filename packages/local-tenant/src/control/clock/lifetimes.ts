import { sessionLifetimes } from "../../auth0/login";
import { firstFactorLimits, mfaLimits } from "../../auth0/login/codes";
import { accessTokenLifetime } from "../../auth0/oidc/lifetimes";
import type { LocalTenant } from "../../auth0/tenant";
import { LIFETIME_MS } from "../../twilio/lifecycle";

/** Something that runs out. */
export interface TenantLifetime {
  name: "first-factor-code" | "mfa-code" | "verification" | "idle-session" | "session" | "access-token";
  /** Milliseconds. After them, and not at them, it has run out. */
  ms: number;
}

/** What runs out in a tenant with its settings as they are, the shortest first. */
export function lifetimes(tenant: LocalTenant): TenantLifetime[] {
  const { idle, absolute } = sessionLifetimes(tenant);
  const all: TenantLifetime[] = [
    { name: "first-factor-code", ms: firstFactorLimits.lifetimeMs },
    { name: "mfa-code", ms: mfaLimits.lifetimeMs },
    { name: "verification", ms: LIFETIME_MS },
    { name: "access-token", ms: accessTokenLifetime * 1000 },
    { name: "idle-session", ms: idle },
    { name: "session", ms: absolute },
  ];
  return all.sort((a, b) => a.ms - b.ms);
}
