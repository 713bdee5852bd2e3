import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What Terraform says about itself when it takes a lock. */
export interface StateLock {
  ID: string;
  Operation: string;
  Who: string;
}

/** One state behind the protocol of Terraform's `http` backend. */
export interface StateServer {
  /** For the backend's `address`. */
  address: string;
  lockAddress: string;
  /** The state's text; undefined before the first apply. */
  state: string | undefined;
  /** Who holds the lock now. */
  lock: StateLock | undefined;
  /** Every operation that took the lock, in order. */
  taken: string[];
  /** The status that writing the state is refused with; undefined at the start. */
  refuseWrites: number | undefined;
  /** Called after the lock was refused; undefined at the start. */
  onRefused: (() => void) | undefined;
  close(): Promise<void>;
}

/** Starts one on a free port. It asks for this user and password on every request. */
export async function serveState(user: string, password: string): Promise<StateServer> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const http = createServer(async (request, response) => {
    const { status, body } =
      request.headers.authorization === authorization ? answer(request, await read(request)) : { status: 401 };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/state`;
  const server: StateServer = {
    address,
    lockAddress: `${address}/lock`,
    state: undefined,
    lock: undefined,
    taken: [],
    onRefused: undefined,
    refuseWrites: undefined,
    close: () => new Promise((resolve) => http.close(() => resolve())),
  };

  function answer({ method, url }: IncomingMessage, body: string): { status: number; body?: string } {
    switch (`${method} ${url?.replace(/\?.*/, "")}`) {
      case "GET /state":
        return server.state === undefined ? { status: 404 } : { status: 200, body: server.state };
      case "POST /state":
        if (server.refuseWrites !== undefined) return { status: server.refuseWrites };
        if (new URL(url!, address).searchParams.get("ID") !== server.lock?.ID) return { status: 409 };
        server.state = body;
        return { status: 200 };
      case "LOCK /state/lock":
        if (server.lock) {
          const refusal = { status: 423, body: JSON.stringify(server.lock) };
          server.onRefused?.();
          return refusal;
        }
        server.lock = JSON.parse(body) as StateLock;
        server.taken.push(server.lock.Operation);
        return { status: 200 };
      case "UNLOCK /state/lock":
        server.lock = undefined;
        return { status: 200 };
      default:
        return { status: 405 };
    }
  }
  return server;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
