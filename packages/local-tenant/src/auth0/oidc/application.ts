import type { Application } from "../store/entities";

/** What sign-in looks at among the properties of an application, as its owner set them. */
export function callbacks({ properties }: Application): string[] {
  return texts(properties.callbacks);
}

export function logoutUrls({ properties }: Application): string[] {
  return texts(properties.allowed_logout_urls);
}

/** Origins that may hold a silent login in a frame. */
export function webOrigins({ properties }: Application): string[] {
  return texts(properties.web_origins).flatMap(originOf);
}

/** Origins whose pages may call the tenant for this application. */
export function crossOrigins(application: Application): string[] {
  return [...webOrigins(application), ...texts(application.properties.allowed_origins).flatMap(originOf)];
}

/** Seconds that an ID token is valid. Default: ten hours, as on the platform. */
export function idTokenLifetime({ properties }: Application): number {
  const { lifetime_in_seconds: seconds } = { ...(properties.jwt_configuration as { lifetime_in_seconds?: unknown }) };
  return typeof seconds === "number" ? seconds : 36_000;
}

export interface RefreshTokenPolicy {
  rotating: boolean;
  /** Seconds in which the last token that was rotated may be used again. */
  leeway: number;
  /** Seconds since the application got its first one; `undefined`: it does not expire. */
  lifetime: number | undefined;
  /** Seconds without use. */
  idleLifetime: number | undefined;
}

export function refreshTokenPolicy({ properties }: Application): RefreshTokenPolicy {
  const set = { ...(properties.refresh_token as Record<string, unknown> | undefined) };
  const seconds = (name: string, endless: string) => {
    const value = set[name];
    return set.expiration_type === "expiring" && set[endless] !== true && typeof value === "number" ? value : undefined;
  };
  return {
    rotating: set.rotation_type === "rotating",
    leeway: typeof set.leeway === "number" ? set.leeway : 0,
    lifetime: seconds("token_lifetime", "infinite_token_lifetime"),
    idleLifetime: seconds("idle_token_lifetime", "infinite_idle_token_lifetime"),
  };
}

/** Whether it can't keep a secret, and so proves itself by PKCE alone. */
export function isPublic({ tokenEndpointAuthMethod }: Application): boolean {
  return tokenEndpointAuthMethod === "none";
}

function originOf(url: string): string[] {
  return URL.canParse(url) ? [new URL(url).origin] : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
