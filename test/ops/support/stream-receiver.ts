import { readFileSync } from "node:fs";
import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";
import { FIXED_SERVICE_SID, STANDARD_KEY } from "../../../packages/local-tenant/src/twilio";
import type { ListeningProcess } from "../../log-stream-receiver/support/listening-process";
import { startReceiver } from "../../log-stream-receiver/support/receiver-process";

const METRICS_TOKEN = "token-of-the-metrics-01";

/** The Node receiver of one tenant as a process of its own, always with the same queue. */
export interface StreamReceiver {
  /** Starts it, or starts it again after a kill. */
  start(): Promise<void>;
  /** What stands in front of it asks here. */
  fetch(request: Request): Promise<Response>;
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>;
  /** How often a report had that outcome since the queue was made. */
  reported(outcome: string): Promise<number>;
  /** Whether anything is kept that is not reported yet. */
  isWaiting(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface StreamReceiverOptions {
  /** Folder of the built adapters. */
  built: string;
  server: LocalTenantServer;
  queueFile: string;
  /** What `stream-token --out` wrote. */
  tokenFile: string;
}

export function streamReceiver({ built, server, queueFile, tokenFile }: StreamReceiverOptions): StreamReceiver {
  let running: ListeningProcess | undefined;
  const tokens = readFileSync(tokenFile, "utf8").trim().split("\n");
  const variables = {
    ...Object.fromEntries(tokens.map((line) => line.split("=", 2) as [string, string])),
    AUTH0_TENANTS: server.tenant.name,
    METRICS_TOKEN,
    TWILIO_API_KEY: STANDARD_KEY.sid,
    TWILIO_API_KEY_SECRET: STANDARD_KEY.secret,
    TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
    VERIFY_ORIGIN: server.verifyUrl,
    NODE_EXTRA_CA_CERTS: server.authority.certificateFile,
  };
  const metrics = async () => {
    const response = await fetch(`${running?.origin}/metrics`, { headers: { authorization: METRICS_TOKEN } });
    return response.text();
  };
  return {
    async start() {
      running = await startReceiver(built, queueFile, variables);
    },
    async fetch(request) {
      const { pathname } = new URL(request.url);
      const { method, headers } = request;
      try {
        return await fetch(`${running?.origin}${pathname}`, { method, headers, body: await request.arrayBuffer() });
      } catch {
        return new Response("no receiver", { status: 502 });
      }
    },
    kill: async () => void (await running?.end("SIGKILL")),
    async reported(outcome) {
      const found = (await metrics()).matchAll(/^log_stream_reports_total\{.*outcome="([^"]*)"\} (\d+)$/gm);
      return [...found].filter(([, name]) => name === outcome).reduce((sum, [, , count]) => sum + Number(count), 0);
    },
    isWaiting: async () => (await metrics()).includes("log_stream_waiting{"),
    stop: async () => void (await running?.end("SIGTERM")),
  };
}
