import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { connect as connectTls } from "node:tls";
import { type Listening, listen } from "../../src/support/listen";
import { certificateAuthority } from "../../src/tls/authority";
import { testAuthority } from "../support/workspace";

let listening: Listening;
beforeEach(async () => {
  const { leaf } = await certificateAuthority({ dir: testAuthority });
  const app = { fetch: () => new Response("here") };
  listening = await listen(app, { port: 0, what: "the test", tls: { key: leaf.key, cert: leaf.certificate } });
});
afterEach(() => listening.close());

/** Whether something takes connections at that address. */
function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: listening.port });
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
  });
}

test("it is there for this machine alone, not for the network that the machine is in", async () => {
  expect(listening.address).toBe("127.0.0.1");
  expect(await answers("127.0.0.1")).toBe(true);
  // On Linux all of 127/8 is this machine, so a server that listens everywhere answers there too.
  const elsewhere = Object.values(networkInterfaces()).flatMap((addresses = []) =>
    addresses.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address),
  );
  for (const address of [...elsewhere, ...(process.platform === "linux" ? ["127.0.0.2"] : [])]) {
    expect([address, await answers(address)]).toEqual([address, false]);
  }
});

test("closing it drops connections that are idle or in the middle of a request", async () => {
  const { port } = listening;
  const open = await Promise.all(
    ["", "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf"].map(async (sent) => {
      const socket = connectTls({ host: "127.0.0.1", port, rejectUnauthorized: false });
      await new Promise((resolve) => socket.once("secureConnect", resolve));
      socket.on("error", () => {});
      socket.write(sent);
      return { socket, closed: new Promise((resolve) => socket.once("close", resolve)) };
    }),
  );
  // A server that waits for its clients would wait for ever.
  await listening.close();
  await Promise.all(open.map((each) => each.closed));
  expect(await answers("127.0.0.1")).toBe(false);
});
