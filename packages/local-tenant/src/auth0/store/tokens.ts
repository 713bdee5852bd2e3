import { randomBytes } from "node:crypto";
import type { Clock } from "../../support/clock";
import type { ClientGrant, Instant } from "./entities";

/** Who a token speaks for: an application, or a user at Auth0's dashboard. */
export type TokenOwner = { clientId: string } | { user: { id: string; name: string; email: string } };

export interface AccessToken {
  value: string;
  scopes: ClientGrant["scopes"];
  expiresAt: Instant;
  /** `undefined` for a static API token. */
  owner: TokenOwner | undefined;
}

/** Management API tokens that were issued. They are opaque. */
export class TokenStore {
  /** Seconds, as on the platform. */
  static readonly lifetime = 86_400;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(private readonly clock: Clock) {}

  /** Issues a token; `value` undefined means a random one, given it is a static API token. */
  issue(scopes: ClientGrant["scopes"], value = randomBytes(32).toString("base64url"), owner?: TokenOwner): AccessToken {
    this.#dropExpired();
    const token = { value, scopes, expiresAt: this.clock.now() + TokenStore.lifetime * 1000, owner };
    this.#tokens.set(value, token);
    return token;
  }

  /** Makes a token invalid from now on. */
  revoke(value: string): void {
    this.#tokens.delete(value);
  }

  /** The token, while it is valid. */
  find(value: string): AccessToken | undefined {
    const token = this.#tokens.get(value);
    return token && token.expiresAt > this.clock.now() ? token : undefined;
  }

  #dropExpired(): void {
    const now = this.clock.now();
    for (const { value, expiresAt } of this.#tokens.values()) if (expiresAt <= now) this.#tokens.delete(value);
  }
}
