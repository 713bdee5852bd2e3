import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { trustAuthority } from "../../packages/local-tenant/src/tls/trust";
import { repoRoot } from "../../stacks/repo-root";

export interface HttpsServer {
  origin: string;
  /** The most connections that were open at once. */
  mostConnections(): number;
  stop(): void;
}

/** A server of a test's own in Verify's place, which this process trusts. */
export async function startHttpsServer(listener: RequestListener): Promise<HttpsServer> {
  const { certificate, leaf } = await certificateAuthority({ dir: join(repoRoot, ".cache", "test-ca") });
  trustAuthority(certificate);
  const server = createServer({ key: leaf.key, cert: leaf.certificate }, listener);
  let open = 0;
  let most = 0;
  server.on("secureConnection", (socket) => {
    open += 1;
    most = Math.max(most, open);
    socket.on("close", () => {
      open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    mostConnections: () => most,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
