import { entityMetadata } from "./entity-metadata";
import type { ApiScope, Namespace } from "./scope";

/** `api.session`. Expiry and cookie mode are checked and recorded, the local tenant's sessions do not act on them. */
export function session(scope: ApiScope): Namespace {
  const { event, outcome } = scope;
  const metadata = sessionMetadata(scope);
  return {
    ...metadata,
    revoke: (reason: unknown, options?: { preserveRefreshTokens?: unknown }) => {
      if (typeof reason !== "string") throw new Error("The reason for revoking a session must be a string");
      outcome.denied = reason;
      const preserveRefreshTokens = options?.preserveRefreshTokens === true;
      outcome.effects.push({ kind: "session_revoked", reason, preserveRefreshTokens });
    },
    setExpiresAt: requireTime,
    setIdleExpiresAt: requireTime,
    setCookieMode: (mode: unknown) => {
      if (mode !== "persistent" && mode !== "non-persistent") {
        throw new Error(`Invalid cookie mode: ${mode}. Valid values are 'persistent' and 'non-persistent'.`);
      }
      if (event.session) event.session = { ...event.session, cookie: { ...event.session.cookie, mode } };
    },
  };
}

function sessionMetadata({ event, outcome }: ApiScope): Namespace {
  const methods = entityMetadata({
    entity: "session",
    read: () => {
      if (!event.session) throw new Error("Cannot set metadata on a session that does not exist.");
      return event.session.metadata ?? {};
    },
    write: (metadata) => {
      const before: Record<string, string> = event.session.metadata ?? {};
      event.session.metadata = metadata;
      for (const key of new Set([...Object.keys(before), ...Object.keys(metadata)])) {
        if (before[key] === metadata[key]) continue;
        outcome.effects.push({ kind: "session_metadata", key, value: metadata[key] });
      }
    },
  });
  const onSession =
    (method: (...args: never[]) => unknown) =>
    (...args: never[]) =>
      event.session ? method(...args) : undefined;
  return {
    ...methods,
    // Without a session these two do nothing; only setMetadata throws.
    deleteMetadata: onSession(methods.deleteMetadata!),
    evictMetadata: onSession(methods.evictMetadata!),
  };
}

/** `api.refreshToken`. Metadata shows on the event; nothing of it outlives the login in the local tenant. */
export function refreshToken({ event, outcome }: ApiScope): Namespace {
  let metadata: Record<string, string> = { ...event.refresh_token?.metadata };
  const methods = entityMetadata({
    entity: "refresh token",
    read: () => metadata,
    write: (changed) => {
      metadata = changed;
      if (event.refresh_token) event.refresh_token.metadata = { ...changed };
    },
  });
  return {
    ...methods,
    revoke: (reason: unknown) => {
      if (event.transaction?.protocol !== "oauth2-refresh-token") {
        throw new Error("api.refreshToken.revoke can only be used in a refresh token exchange.");
      }
      outcome.denied = String(reason);
      outcome.effects.push({ kind: "refresh_token_revoked", reason: outcome.denied });
    },
    setExpiresAt: requireTime,
    setIdleExpiresAt: requireTime,
  };
}

function requireTime(time: unknown): void {
  if (!time) throw new Error("Either inactivity or absolute expiration time must be provided");
  if (typeof time !== "number")
    throw new Error("An expiration time must be a number of milliseconds since the Unix epoch");
}
