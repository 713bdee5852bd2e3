import { Agent, request } from "node:https";
import type { Credentials } from "./credentials";

/** The twilio package's contract of an HTTP client, as far as an update uses it. */
export interface TransportRequest {
  method: string;
  /** Absolute. */
  uri: string;
  data?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface TransportResponse {
  statusCode: number;
  body: string;
}

export type Transport = (options: TransportRequest) => Promise<TransportResponse>;

/** Raised when the deadline passes; the request is given up, whatever Verify makes of it. */
export class DeadlineError extends Error {}

/** Far above any answer of Verify's; a longer one is cut off rather than held in memory. In bytes. */
const MAX_BODY = 64 * 1024;

/** How long an idle connection is trusted, in ms: an instance may have been frozen since, and its sockets be dead. */
const MAX_IDLE_MS = 5_000;

let agent = new Agent({ keepAlive: true });
let lastUsed = 0;

/**
 * A transport over node:https that keeps its connection between logins, as long as the Action's instance lives.
 * @param deadline in ms since the Unix epoch; every request is over by then, headers and body.
 * @param connection `new` opens a connection for this request alone.
 */
export function httpsTransport(credentials: Credentials, deadline: number, connection: "kept" | "new"): Transport {
  return (options) =>
    new Promise((resolve, reject) => {
      const sent = request(
        options.uri,
        {
          method: options.method.toUpperCase(),
          agent: connection === "new" ? false : keptAgent(),
          auth: `${credentials.username}:${credentials.password}`,
          headers: { ...options.headers, "User-Agent": "auth0-verify-feedback" },
        },
        (response) => {
          let body = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            body += chunk;
            if (body.length > MAX_BODY) sent.destroy(new Error("response too long"));
          });
          response.on("end", () => resolve({ statusCode: response.statusCode ?? 0, body }));
          response.on("error", reject);
        },
      );
      const timer = setTimeout(() => sent.destroy(new DeadlineError()), Math.max(0, deadline - Date.now()));
      sent.on("close", () => {
        clearTimeout(timer);
        if (connection === "kept") lastUsed = Date.now();
        reject(new Error("closed before the end of the response"));
      });
      sent.on("error", reject);
      sent.end(new URLSearchParams(options.data).toString());
    });
}

function keptAgent(): Agent {
  if (Date.now() - lastUsed > MAX_IDLE_MS) {
    agent.destroy();
    agent = new Agent({ keepAlive: true });
  }
  return agent;
}
