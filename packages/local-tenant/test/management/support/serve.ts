import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { createManagementApi, type ManagementApiOptions } from "../../../src/auth0/management/app";
import type { LocalTenant } from "../../../src/auth0/tenant";
import { certificateAuthority } from "../../../src/tls/authority";
import { trustAuthority } from "../../../src/tls/trust";

/** Serves the tenant's Management API over HTTPS, sets its domain, and makes this process trust it. */
export async function serveHttps(
  tenant: LocalTenant,
  options: ManagementApiOptions = {},
): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "management-"));
  const authority = await certificateAuthority({ dir });
  trustAuthority(authority.certificate);
  const server = createAdaptorServer({
    fetch: createManagementApi(tenant, options).fetch,
    createServer,
    serverOptions: { cert: authority.leaf.certificate, key: authority.leaf.key },
  }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  tenant.domain = `localhost:${(server.address() as AddressInfo).port}`;
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(dir, { recursive: true });
  };
}
