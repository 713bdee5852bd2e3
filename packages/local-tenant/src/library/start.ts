import type { NewUser } from "../auth0/users";
import type { Clock } from "../clock";
import { startLocalTenant as startServer } from "../server";
import { cacheFolder } from "./cache-folder";
import { RunningTenant } from "./running-tenant";
import { documentOf, type TenantSource } from "./source";

export interface StartOptions {
  /** What the tenant is to be. Default: a tenant without Actions. */
  source?: TenantSource;
  /** In place of the users that a new local tenant has. */
  users?: readonly NewUser[];
  /** Default: free ones. */
  ports?: { tenant?: number; verify?: number };
  /**
   * The time of the tenant, of Verify, and of `Date` in the code of Actions; for a test that makes something expire, a
   * `TestClock`. Default: the machine's.
   */
  clock?: Clock;
  /** Folder that keeps the certificate authority. Default: `node_modules/.cache/auth0-local-tenant` of the project. */
  dir?: string;
  /** Told, in a sentence, of requests that the tenant or Verify don't know. Default: `console.warn`. */
  warn?: (sentence: string) => void;
}

/**
 * Starts a local tenant and a local Verify over HTTPS on 127.0.0.1, and makes this process trust them. Tenants of one process
 * share nothing but the packages that their Actions require. Rejects with a `SandboxError` that says what to do.
 */
export async function startLocalTenant(options: StartOptions = {}): Promise<RunningTenant> {
  const { source, users, ports = {}, clock, warn } = options;
  const folder = options.dir === undefined ? cacheFolder() : { dir: options.dir, remove: () => {} };
  const server = await startServer({
    ports: { management: ports.tenant ?? 0, verify: ports.verify ?? 0 },
    dir: folder.dir,
    ...(users && { users }),
    ...(clock && { clock, actionsFollowClock: true }),
    ...(warn && { warn }),
  });
  try {
    if (source) server.load(documentOf(source));
  } catch (error) {
    await server.stop();
    folder.remove();
    throw error;
  }
  return new RunningTenant(server, folder.remove);
}
