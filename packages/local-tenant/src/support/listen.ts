import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { LocalTenantError } from "./local-tenant-error";

/** A server that listens. */
export interface Listening {
  /** The IP address on which it listens. */
  address: string;
  port: number;
  /** Closes the server and every connection to it. */
  close(): Promise<void>;
}

/** What hono's applications have in common. */
export interface FetchApp {
  fetch(request: Request, env?: unknown): Response | Promise<Response>;
}

/**
 * Serves an application on 127.0.0.1, over HTTPS or, without `tls`, over plain HTTP. Port 0 takes a free one.
 * Throws a `LocalTenantError` that names the port when it can't be had; `what` says what it is for.
 */
export async function listen(
  app: FetchApp,
  options: { port: number; what: string; tls?: Pick<ServerOptions, "key" | "cert"> },
): Promise<Listening> {
  const handle = getRequestListener((request, env) => app.fetch(request, env));
  const server = options.tls ? createHttpsServer(options.tls, handle) : createHttpServer(handle);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await opened(server, options.port, options.what);
  const { address, port } = server.address() as AddressInfo;
  return {
    address,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function opened(server: Server, port: number, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") reject(portInUse(port, what));
      else if (error.code === "EACCES") reject(portNotAllowed(port, what));
      else reject(error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

function portInUse(port: number, what: string): LocalTenantError {
  return new LocalTenantError(
    `Port ${port}, for ${what}, is in use by another program; perhaps a local tenant is running already.\n` +
      "Stop that program, or take other ports: --port <number> (Verify and the console take the next two).",
  );
}

function portNotAllowed(port: number, what: string): LocalTenantError {
  return new LocalTenantError(
    `Port ${port}, for ${what}, may not be used by this account.\nTake one above 1023: --port <number>.`,
  );
}
