import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { errorClass } from "../../../../actions/lib/error-class";
import { createReceiver } from "../http/receiver";
import { BusyError } from "../http/sink";
import { formatMetrics } from "../metrics";
import { DurableQueue } from "../queue/durable-queue";
import { QueueRunner } from "../queue/queue-runner";
import { sayRarely } from "../say";
import { readSettings, SettingsError } from "../settings/read-settings";

// A server of its own, with its queue in a file: `node dist/node.cjs`. HOST (127.0.0.1), PORT (8080) and
// QUEUE_FILE (log-stream-receiver/queue.db) say where.

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const host = process.env.HOST || "127.0.0.1";
  const port = readPort(process.env.PORT || "8080");
  const warn = sayRarely(console.warn);
  const queue = openQueue(process.env.QUEUE_FILE || "log-stream-receiver/queue.db");
  const runner = new QueueRunner(queue, settings);
  const receive = createReceiver({
    settings,
    sink: {
      async accept(batch) {
        try {
          queue.accept(batch);
        } catch (error) {
          if (error instanceof BusyError) throw error;
          warn(`The queue can't be written (${codeOf(error)}); Auth0 sends the records again.`);
          throw new BusyError(30);
        }
        runner.wake();
      },
    },
    metrics: { format: async () => formatMetrics(queue.counted()) },
    warn,
  });

  const server = createAdaptorServer({ fetch: receive }) as Server;
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  }).catch((error: unknown) => {
    throw new SettingsError(`It can't listen on ${host}:${port} (${codeOf(error)}). Choose others with HOST and PORT.`);
  });
  console.log(`log-stream-receiver: listening on http://${host}:${(server.address() as AddressInfo).port}`);
  runner.wake();

  const stop = async () => {
    server.close();
    server.closeIdleConnections();
    await runner.stop();
    queue.close();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new SettingsError(`PORT is not a port: ${text}. Give a number from 0 to 65535.`);
}

function openQueue(file: string): DurableQueue {
  try {
    return new DurableQueue(file);
  } catch (error) {
    const code = codeOf(error);
    throw new SettingsError(
      code === "SQLITE_BUSY"
        ? `Another process uses the queue file ${file}. Give each receiver its own with QUEUE_FILE.`
        : `It can't use the queue file ${file} (${code}). Name another one that it may write with QUEUE_FILE.`,
    );
  }
}

/** The system's or SQLite's code of an error, else its class. */
function codeOf(error: unknown): string {
  const { code } = Object(error) as { code?: unknown };
  return typeof code === "string" && /^[A-Z_]+$/.test(code) ? code : errorClass(error);
}

main().catch((error: unknown) => {
  if (error instanceof SettingsError) console.error(`log-stream-receiver: ${error.message}`);
  else console.error(error);
  process.exit(1);
});
