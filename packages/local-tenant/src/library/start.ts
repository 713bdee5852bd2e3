import type { NewUser } from "../auth0/users/types";
import { startServer } from "../server";
import { folderOf } from "../sources";
import type { Clock } from "../support/clock";
import { userDir } from "../support/user-dir";
import { firstPath, loadSource } from "./load-source";
import { RunningTenant } from "./running-tenant";
import type { Source, SourceValues } from "./source";

export interface StartOptions extends SourceValues {
  /** What the tenant consists of. Default: a tenant without Actions. */
  source?: Source;
  /**
   * Folder whose `node_modules`, or those above it, hold the packages that Actions require. Default: that of the first path
   * in `source`, else the current one.
   */
  modules?: string;
  /** In place of the users that a new local tenant has. */
  users?: readonly NewUser[];
  /** 0 takes a free one. Default: free ones, and no console. */
  ports?: { tenant?: number; verify?: number; console?: number };
  /**
   * The time of the tenant, of Verify, and of `Date` in the code of Actions; for a test that makes something expire, a
   * `TestClock`. Default: the machine's.
   */
  clock?: Clock;
  /** Folder that keeps the certificate authority. Default: `auth0-local-tenant` in the user's folder for caches. */
  dir?: string;
  /**
   * Called with one line for each secret without a value and each request that the tenant or Verify don't know.
   * Default: `console.warn`.
   */
  warn?: (sentence: string) => void;
}

/**
 * Starts a local tenant and a local Verify over HTTPS on 127.0.0.1, and makes this process trust them. Tenants of one process
 * share nothing but the packages that their Actions require. Rejects with a `LocalTenantError` that says what to do.
 */
export async function startLocalTenant(options: StartOptions = {}): Promise<RunningTenant> {
  const { source = [], users, ports = {}, clock, dir = userDir(), warn = console.warn } = options;
  const path = firstPath(source);
  const server = await startServer({
    ports: {
      management: ports.tenant ?? 0,
      verify: ports.verify ?? 0,
      ...(ports.console !== undefined && { console: ports.console }),
    },
    dir,
    modules: options.modules ?? (path === undefined ? process.cwd() : folderOf(path)),
    warn,
    ...(users && { users }),
    ...(clock && { clock }),
  });
  const load = (loaded: Source) => loadSource(server, loaded, options, warn);
  try {
    load(source);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return new RunningTenant(server, load);
}
