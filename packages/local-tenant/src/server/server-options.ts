import type { NewUser } from "../auth0/users";
import type { TenantCredentials } from "../credentials/credentials";
import type { Clock } from "../support/clock";

/** How a local tenant is started. */
export interface ServerOptions {
  /** 0 takes a free one. Default: 8443 for the tenant, 8444 for Verify, and no console. */
  ports?: { management?: number; verify?: number; console?: number };
  /** Folder of the certificate authority and of the credentials of what runs, made when it is missing. */
  dir: string;
  /** Default: random ones. */
  credentials?: TenantCredentials;
  /**
   * Milliseconds of real time that all Actions of a trigger have together until the next pause; `Infinity`: no limit.
   * Default: Auth0's 20 s.
   */
  actionTimeLimitMs?: number;
  /**
   * Folder whose `node_modules`, or those above it, hold the packages that Actions declare. Default: those above this
   * package.
   */
  modules?: string;
  /**
   * The time of the tenant, of Verify, and of `Date` in the code of Actions, until somebody moves it on. Default: the
   * machine's.
   */
  clock?: Clock;
  /** Default: the seeded users. */
  users?: readonly NewUser[];
  /** Called with one line for each request that the tenant or Verify don't know. Default: `console.warn`. */
  warn?(sentence: string): void;
}
