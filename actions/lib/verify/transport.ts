import type { IncomingMessage } from "node:http";
import { Agent, request } from "node:https";
import type { Credentials } from "./credentials";
import { DeadlineError } from "./transport-errors";

/** The twilio package's contract of an HTTP client, as far as an update uses it. */
export interface TransportRequest {
  method: string;
  /** Absolute. */
  uri: string;
  data?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface TransportResponse<Body = string> {
  /** HTTP's. */
  statusCode: number;
  body: Body;
}

export type Transport<Body = string> = (options: TransportRequest) => Promise<TransportResponse<Body>>;

/** Far above any answer of Verify's; of a longer one only the status counts. In characters. */
const MAX_BODY = 64 * 1024;

/** How long an idle connection is trusted, in ms: an instance may have been frozen since, and its sockets be dead. */
const MAX_IDLE_MS = 5_000;

const keptAgent = new Agent({ keepAlive: true });
const idleSince = new WeakMap<object, number>();
keptAgent.on("free", (socket: object) => idleSince.set(socket, Date.now()));

/**
 * A transport over node:https that keeps its connections between logins, as long as the Action's instance lives.
 * What fails before a connection stands, so before anything was sent, rejects with an error that has `unsent: true`.
 * @param deadline on the clock of `performance.now()`; every request is over by then, headers and body.
 * @param connection `new` opens a connection for this request alone.
 */
export function httpsTransport(credentials: Credentials, deadline: number, connection: "kept" | "new"): Transport {
  return (options) => {
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<TransportResponse>((resolve, reject) => {
      if (connection === "kept") dropIdleConnections();
      const sent = request(
        options.uri,
        {
          method: options.method.toUpperCase(),
          agent: connection === "kept" ? keptAgent : false,
          auth: `${credentials.username}:${credentials.password}`,
          headers: { ...options.headers, "User-Agent": "auth0-verify-feedback" },
        },
        (response) => {
          let body = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            body += chunk;
            if (body.length > MAX_BODY) cutOff(response);
          });
          response.on("end", () => resolve({ statusCode: response.statusCode ?? 0, body }));
          response.on("error", reject);
        },
      );
      const cutOff = ({ statusCode = 0 }: IncomingMessage) => {
        resolve({ statusCode, body: "" });
        sent.destroy();
      };
      const giveUp = (error: Error) => {
        // Not left to the request's error event: a request that has closed without an answer has none any more.
        reject(error);
        sent.destroy(error);
      };
      timer = setTimeout(giveUp, Math.max(0, deadline - performance.now()), new DeadlineError());
      sent.on("upgrade", cutOff);
      let connected = false;
      sent.on("socket", (socket) => {
        connected = sent.reusedSocket;
        socket.once("secureConnect", () => {
          connected = true;
        });
      });
      sent.on("error", (error) => reject(connected ? error : Object.assign(error, { unsent: true })));
      sent.end(new URLSearchParams(options.data).toString());
    });
    return answer.finally(() => clearTimeout(timer));
  };
}

/** Leaves connections in use alone: they carry other logins' reports. */
function dropIdleConnections(): void {
  const trusted = Date.now() - MAX_IDLE_MS;
  for (const socket of Object.values(keptAgent.freeSockets).flatMap((sockets) => sockets ?? [])) {
    if ((idleSince.get(socket) ?? 0) < trusted) socket.destroy();
  }
}
