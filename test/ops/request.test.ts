import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "../../ops/support/request";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";

let folder: string;
let server: Server;
let connections: Socket[];

/** Takes one request a connection, and closes it when it is used again, as a server does whose patience has just ended. */
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "request-"));
  connections = [];
  const { leaf } = await certificateAuthority({ dir: folder });
  server = createServer({ key: leaf.key, cert: leaf.certificate }, ({ socket }, response) => {
    if (connections.includes(socket)) socket.destroy();
    else response.end("{}");
    connections.push(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  rmSync(folder, { recursive: true, force: true });
});

it("gets its answer although every connection that was kept is closed when it is used again", async () => {
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  const request = () => ask(url, { caFile: join(folder, "bundle.pem") });
  await Promise.all([request(), request()]);
  expect(new Set(connections).size).toBe(2);
  expect(await request()).toMatchObject({ status: 200 });
  expect(new Set(connections).size).toBe(3);
});

it("says who does not answer when a new connection breaks too", async () => {
  server.removeAllListeners("request");
  server.on("request", ({ socket }) => socket.destroy());
  const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
  await expect(ask(url, { caFile: join(folder, "bundle.pem") })).rejects.toMatchObject({
    isUserError: true,
    message: expect.stringMatching(/^https:\/\/localhost:\d+ can't be reached/),
  });
});
