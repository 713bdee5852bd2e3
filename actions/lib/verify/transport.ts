import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { connectionFor, turns } from "./connections";
import { DeadlineError } from "./transport-errors";

/** The twilio package's contract of an HTTP client, as far as an update uses it. */
export interface TransportRequest {
  method: string;
  /** Absolute. */
  uri: string;
  data?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface TransportResponse {
  /** HTTP's. */
  statusCode: number;
  body: string;
}

/** For HTTP Basic. */
export interface BasicCredentials {
  username: string;
  password: string;
}

export type Transport = (options: TransportRequest) => Promise<TransportResponse>;

/** Far above any answer of Verify's; of a longer one only the status counts. In characters. */
const MAX_BODY = 64 * 1024;

/**
 * A transport over node:https that keeps its connections between logins, as long as the Action's instance lives. It
 * opens a bounded number of them; further requests wait.
 * What fails before a connection stands, so before anything was sent, rejects with an error that has `unsent: true`.
 * @param credentials `undefined`: each request brings its own.
 * @param deadline on the clock of `performance.now()`; every request is over by then: the wait, headers and body.
 * @param connection `new` opens a connection for this request alone.
 */
export function httpsTransport(
  credentials: BasicCredentials | undefined,
  deadline: number,
  connection: "kept" | "new",
): Transport {
  return async (options) => {
    await turns.take(deadline);
    try {
      return await send(options, credentials, deadline, connection);
    } finally {
      turns.giveBack();
    }
  };
}

async function send(
  options: TransportRequest,
  credentials: BasicCredentials | undefined,
  deadline: number,
  connection: "kept" | "new",
): Promise<TransportResponse> {
  const left = deadline - performance.now();
  // The turn may come late to a busy instance. Then it goes to the next one, without a connection for nothing.
  if (left <= 0) throw new DeadlineError(true);
  let timer: NodeJS.Timeout | undefined;
  const answer = new Promise<TransportResponse>((resolve, reject) => {
    let connected = false;
    const sent = request(
      options.uri,
      {
        method: options.method.toUpperCase(),
        agent: connectionFor(connection),
        ...(credentials && { auth: `${credentials.username}:${credentials.password}` }),
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
    timer = setTimeout(() => {
      const error = new DeadlineError(!connected);
      // Not left to the request's error event: a request that has closed without an answer has none any more.
      reject(error);
      sent.destroy(error);
    }, left);
    sent.on("upgrade", cutOff);
    sent.on("socket", (socket) => {
      connected = sent.reusedSocket;
      if (connected) return;
      socket.once("secureConnect", () => {
        connected = true;
      });
    });
    sent.on("error", (error) => reject(connected ? error : Object.assign(error, { unsent: true })));
    sent.end(new URLSearchParams(options.data).toString());
  });
  return answer.finally(() => clearTimeout(timer));
}
