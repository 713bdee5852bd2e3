import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createServer, type TLSSocket } from "node:tls";
import { issueAuthority, issueLeaf } from "../../packages/local-tenant/src/tls/issue";
import { realHttps } from "./https";
import type { RealServer } from "./world";

/** Serves Verify and the tenant over TLS on a free port of this machine, until `stop`. */
export async function startRealServer(): Promise<RealServer & { stop(): Promise<void> }> {
  const authority = await issueAuthority(Date.now());
  const { certificate, key } = await issueLeaf(authority, Date.now());
  const open = new Set<TLSSocket>();
  let accept: (socket: Duplex) => void = () => {};
  const server = createServer({ cert: certificate, key }, (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    accept(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    https: realHttps(authority.certificate),
    onConnection: (next) => {
      accept = next;
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
