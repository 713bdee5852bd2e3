import { createServer, type Server } from "node:net";

/** Below where systems take the ports of connections and of servers that ask for any, so that nobody gets one by chance. */
const [FIRST, LAST] = [10_000, 29_999];

/** Finds a port of this machine that is free, and the next two with it. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = FIRST + 3 * Math.floor((Math.random() * (LAST - FIRST)) / 3);
    const servers = await Promise.all([port, port + 1, port + 2].map(listening));
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
