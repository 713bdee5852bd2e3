import { copyFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { credentialsFile } from "../../../packages/local-tenant/src/credentials/credentials-file";
import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";
import { createTenantApp } from "../../../packages/local-tenant/src/server/tenant-app";
import { listen } from "../../../packages/local-tenant/src/support/listen";

/** A second door to a local tenant, at which something may happen before and after each write. */
export interface WatchedTenant {
  /** `localhost:<port>`. */
  domain: string;
  /** `PATCH /actions/actions/{id}` and the like, in order; ids are left out. */
  writes: string[];
  /** What was asked for besides, by anybody but Terraform, written the same way. */
  reads: string[];
  /** Runs after each write, before the writer gets its answer and before the next write. An answer of its own takes the tenant's place. */
  onWrite: (write: string) => Promise<Response | undefined>;
  /** Runs before each write, which waits for it. An answer of its own takes the tenant's place. */
  beforeWrite: (write: string) => Promise<Response | undefined>;
  close(): Promise<void>;
}

const WRITING = ["POST", "PATCH", "PUT", "DELETE"];

/** Opens it on a free port. The tenant goes by this address from now on. */
export async function watchTenant(server: LocalTenantServer): Promise<WatchedTenant> {
  const app = createTenantApp(server, () => {});
  let queue: Promise<unknown> = Promise.resolve();
  const { key, certificate } = server.authority.leaf;
  const door = await listen(
    {
      async fetch(request: Request, env: unknown) {
        const { pathname } = new URL(request.url);
        const asked = `${request.method} ${pathname.replace("/api/v2", "").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "{id}")}`;
        if (!WRITING.includes(request.method) || !pathname.startsWith("/api/v2/")) {
          if (!request.headers.get("user-agent")?.includes("Terraform")) watched.reads.push(asked);
          return app.fetch(request, env as object);
        }
        const instead = await watched.beforeWrite(asked);
        if (instead) return instead;
        const written = queue.then(async () => {
          const answer = await app.fetch(request, env as object);
          watched.writes.push(asked);
          return (await watched.onWrite(asked)) ?? answer;
        });
        queue = written.catch(() => undefined);
        return written;
      },
    },
    { port: 0, what: "a test's door to the tenant", tls: { key, cert: certificate } },
  );
  // A verb looks for the credentials of the tenant by the port that it is sent to.
  const credentials = credentialsFile(dirname(server.credentialsFile), door.port);
  copyFileSync(server.credentialsFile, credentials);
  const watched: WatchedTenant = {
    domain: `localhost:${door.port}`,
    writes: [],
    reads: [],
    onWrite: async () => undefined,
    beforeWrite: async () => undefined,
    close: () => {
      rmSync(credentials, { force: true });
      return door.close();
    },
  };
  server.tenant.domain = watched.domain;
  return watched;
}
