import { createServer, type Server } from "node:net";

/** Below where systems take the ports of connections and of servers that ask for any, so that nobody gets one by chance. */
const [FIRST, LAST] = [10_000, 29_999];

/** Finds a port of this machine that is free, and the next one with it. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = FIRST + 2 * Math.floor((Math.random() * (LAST - FIRST)) / 2);
    const servers = await Promise.all([listening(port), listening(port + 1)]);
    await Promise.all(servers.map((server) => server && new Promise((resolve) => server.close(resolve))));
    if (servers.every((server) => server !== undefined)) return port;
  }
}

function listening(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}
