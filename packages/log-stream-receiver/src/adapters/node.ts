import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { createReceiver } from "../http/receiver";
import { formatMetrics } from "../metrics";
import { DurableQueue } from "../queue/durable-queue";
import { QueueRunner } from "../queue/queue-runner";
import { sayRarely } from "../say";
import { readSettings, SettingsError } from "../settings/read-settings";

// A server of its own, with its queue in a file: `node dist/node.cjs`. HOST (127.0.0.1), PORT (8080) and
// QUEUE_FILE (log-stream-receiver/queue.db) say where.

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const queue = openQueue(process.env.QUEUE_FILE || "log-stream-receiver/queue.db");
  const runner = new QueueRunner(queue, settings);
  const receive = createReceiver({
    settings,
    sink: {
      async accept(batch) {
        queue.accept(batch);
        runner.wake();
      },
    },
    metrics: { format: async () => formatMetrics(queue.counted()) },
    warn: sayRarely(console.warn),
  });

  const server = createAdaptorServer({ fetch: receive }) as Server;
  server.requestTimeout = 30_000;
  const host = process.env.HOST || "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(Number(process.env.PORT || 8080), host, resolve);
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

function openQueue(file: string): DurableQueue {
  try {
    return new DurableQueue(file);
  } catch (error) {
    if (!/locked/.test(String(error))) throw error;
    throw new SettingsError(`Another process uses the queue file ${file}. Give each receiver its own with QUEUE_FILE.`);
  }
}

main().catch((error: unknown) => {
  if (error instanceof SettingsError) console.error(`log-stream-receiver: ${error.message}`);
  else console.error(error);
  process.exit(1);
});
