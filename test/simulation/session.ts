import type { FirstFactor } from "./first-factor";

/** An entry of `event.authentication.methods`. */
export interface Method {
  name: string;
  /** ISO 8601. */
  timestamp?: unknown;
  type?: string;
}

/** A browser's session: what later logins in it are told. */
export interface Session {
  id: string;
  firstFactor: FirstFactor;
  methods: Method[];
  metadata: Record<string, string>;
  /** Whether Verify took the report of the code that it began with. */
  settled?: boolean;
  /** When the last login in it ended, in ms since the Unix epoch. */
  lastLoginAt: number;
}
