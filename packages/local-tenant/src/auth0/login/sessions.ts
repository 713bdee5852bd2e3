import { randomBytes } from "node:crypto";
import { KEPT } from "../../support/kept";
import { LoginError } from "./errors";
import type { AuthenticationMethod, Client, Connection } from "./types";

/** A single sign-on session. Times are ISO 8601. */
export interface Session {
  id: string;
  userId: string;
  /** What was passed in this session; entries keep their first timestamp. */
  methods: AuthenticationMethod[];
  /** Written by `api.session.setMetadata`. */
  metadata: Record<string, string>;
  /** The connection of the first factor, which later logins of the session show. */
  connection: Connection;
  clients: string[];
  createdAt: string;
  updatedAt: string;
  /** It was revoked: a login that is still under way in it must not bring it back. */
  revoked?: true;
}

/**
 * The tenant's sessions. A session is kept from the first login that completes in it; beyond `KEPT` of them, the one that
 * was idle longest goes.
 */
export class SessionStore {
  readonly #sessions = new Map<string, Session>();

  /** A new session, not kept yet: a login that is denied or abandoned leaves none. */
  draft(userId: string, connection: Connection, at: string): Session {
    return {
      id: randomBytes(16).toString("hex"),
      userId,
      methods: [],
      metadata: {},
      connection,
      clients: [],
      createdAt: at,
      updatedAt: at,
    };
  }

  /** `undefined`: never completed, revoked, dropped or unknown. */
  get(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Keeps the session after a login of `client` at `at`. */
  keep(session: Session, client: Client, at: string): void {
    session.updatedAt = at;
    if (!session.clients.includes(client.client_id)) session.clients.push(client.client_id);
    this.#sessions.delete(session.id);
    this.#sessions.set(session.id, session);
    if (this.#sessions.size > KEPT) this.#sessions.delete(this.#sessions.keys().next().value!);
  }

  /** Makes everything in a session `ms` older, as if that time had gone by. Throws a `LoginError` for no such session. */
  age(id: string, ms: number): void {
    const session = this.#sessions.get(id);
    if (!session) throw new LoginError(`There is no session "${id}".`);
    const earlier = (at: string) => new Date(Date.parse(at) - ms).toISOString();
    session.createdAt = earlier(session.createdAt);
    session.updatedAt = earlier(session.updatedAt);
    for (const method of session.methods) {
      const { timestamp } = method;
      method.timestamp = earlier(timestamp);
      for (const [key, value] of Object.entries(session.metadata)) {
        // An Action may have noted the timestamp; it must still find the method it noted.
        if (value === timestamp) session.metadata[key] = method.timestamp;
      }
    }
  }

  /** A user's sessions, the one that was used last first. */
  ofUser(userId: string): Session[] {
    return [...this.#sessions.values()].filter((session) => session.userId === userId).reverse();
  }

  /** The one that was idle longest first. */
  all(): Session[] {
    return [...this.#sessions.values()];
  }

  /** Brings back sessions that were kept elsewhere, the one that was idle longest first. */
  restore(sessions: readonly Session[]): void {
    for (const session of sessions.slice(-KEPT)) this.#sessions.set(session.id, session);
  }

  revoke(id: string): void {
    const session = this.#sessions.get(id);
    if (session) session.revoked = true;
    this.#sessions.delete(id);
  }

  clear(): void {
    for (const id of this.#sessions.keys()) this.revoke(id);
  }
}
