import { mkdtemp, rm } from "node:fs/promises";
import https, { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CertificateAuthority, certificateAuthority } from "../../src/tls/authority";
import { trustAuthority } from "../../src/tls/trust";

let dir: string;
let authority: CertificateAuthority;
let server: Server;
let port: number;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "authority-"));
  authority = await certificateAuthority({ dir });
  server = createServer({ cert: authority.leaf.certificate, key: authority.leaf.key }, (_, response) =>
    response.end("ok"),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true });
});

function get(host: string, options: https.RequestOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    https
      .get({ host, port, agent: false, ...options }, (response) => {
        response.setEncoding("utf8").on("data", resolve);
      })
      .on("error", reject);
  });
}

it("is refused before the process trusts the authority, and accepted by name and address afterwards", async () => {
  await expect(get("localhost")).rejects.toThrow(/unable to (verify|get)|self.signed/i);
  trustAuthority(authority.certificate);
  trustAuthority(authority.certificate);
  expect(await get("localhost")).toBe("ok");
  expect(await get("127.0.0.1")).toBe("ok");
  expect(await (await fetch(`https://localhost:${port}/`)).text()).toBe("ok");
});

it("leaves a connection alone that brings an authority of its own", async () => {
  trustAuthority(authority.certificate);
  const other = await certificateAuthority({ dir: join(dir, "other") });
  await expect(get("localhost", { ca: other.certificate })).rejects.toThrow(/unable to (verify|get)|signature/i);
  expect(await get("localhost", { ca: authority.certificate })).toBe("ok");
});
