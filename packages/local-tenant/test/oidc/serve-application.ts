import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { RunningTenant } from "./support";

const script = readFileSync(require.resolve("@auth0/auth0-spa-js/dist/auth0-spa-js.production.js"), "utf8");

/**
 * Serves an application with `@auth0/auth0-spa-js` over HTTPS: to a browser that blocks cookies of third parties, as those of
 * these tests do, plain HTTP on the same host is another site than the tenant.
 */
export async function serveApplication({ authority }: RunningTenant): Promise<Server> {
  const { key, certificate: cert } = authority.leaf;
  const server = createServer({ key, cert }, (request, response) => {
    const isScript = request.url === "/auth0.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? script : "<!doctype html><title>Shop</title><script src=/auth0.js></script><h1>Shop</h1>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

export function originOf(server: Server): string {
  return `https://localhost:${(server.address() as AddressInfo).port}`;
}
