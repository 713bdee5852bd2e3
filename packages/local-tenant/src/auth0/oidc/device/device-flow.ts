import { randomInt } from "node:crypto";
import type { TokenChanges } from "../../login";
import type { Application } from "../../store/entities";
import type { Grant } from "../grant";

/** A device that waits until a user lets it in, in a browser. Times are in milliseconds since the Unix epoch. */
export interface DeviceFlow {
  client: Application;
  scope: readonly string[];
  /** `undefined`: the tenant's `/userinfo`. */
  audience: string | undefined;
  /** What the device shows, and the user types in. */
  userCode: string;
  /** As they were sent, for the events of the login. */
  parameters: Readonly<Record<string, string>>;
  expiresAt: number;
  /** When it last asked for tokens. */
  askedAt?: number;
  /** The user's decision; `undefined`: none yet. */
  result?: { grant: Grant; changes: TokenChanges } | { error: string; description: string };
}

/** Fifteen minutes, as on the platform (Auth0 docs, device authorization flow). */
export const deviceLifetimeMs = 15 * 60_000;

/** Seconds between two requests for tokens. */
export const deviceInterval = 5;

export const deviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";

/** Letters that make no words and are not taken for each other (RFC 8628, section 6.1), the platform's default. */
const letters = "BCDFGHJKLMNPQRSTVWXZ";

/** A code that a user types in: `BCDF-GHJK`. */
export function newUserCode(): string {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("");
  return `${four()}-${four()}`;
}

/** As it is kept, however it was typed in. */
export function readUserCode(typed: string): string {
  const compact = typed.toUpperCase().replace(/[^A-Z]/g, "");
  return `${compact.slice(0, 4)}-${compact.slice(4)}`;
}
