import { atMost } from "../at-most";
import { countingSink } from "../http/counting-sink";
import { createReceiver } from "../http/receiver";
import { BusyError } from "../http/sink";
import type { CodeReport } from "../report/code-report";
import { MemoryCounters } from "../report/memory-counters";
import { Reporter } from "../report/reporter";
import { sayRarely } from "../say";
import { readSettings, type Variables } from "../settings/read-settings";

/** What of Workers' API is used here. */
interface Queue {
  sendBatch(messages: { body: CodeReport; contentType: "json" }[]): Promise<unknown>;
}
interface MessageBatch {
  messages: { body: CodeReport; ack(): void; retry(options: { delaySeconds: number }): void }[];
}
type Env = Variables & { REPORTS: Queue };

/** Messages that `sendBatch` takes (Cloudflare docs, Queues limits). */
const MESSAGES_AT_ONCE = 100;
const CONCURRENCY = 6;
const DEADLINE_MS = 10_000;

const counters = new MemoryCounters();
const warn = sayRarely(console.warn);
let kept: Reporter | undefined;

/** A Worker with a queue bound as REPORTS: requests fill it, its consumer reports. */
export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const sink = countingSink(counters, { accept: ({ reports }) => enqueue(env.REPORTS, reports) });
    return createReceiver({ settings: readSettings(env), sink, metrics: counters, warn })(request);
  },

  async queue(batch: MessageBatch, env: Env): Promise<void> {
    const reporter = reporterOf(env);
    await atMost(CONCURRENCY, batch.messages, async (message) => {
      const delaySeconds = await reporter.report(message.body, DEADLINE_MS);
      if (delaySeconds === undefined) message.ack();
      else message.retry({ delaySeconds });
    });
  },
};

/** One for all batches of the instance: it knows the records that it has reported. */
function reporterOf(env: Env): Reporter {
  kept ??= new Reporter(readSettings(env), counters);
  return kept;
}

/** What of a batch is queued when a later part is not comes again, as a duplicate. */
async function enqueue(queue: Queue, reports: readonly CodeReport[]): Promise<void> {
  try {
    for (let i = 0; i < reports.length; i += MESSAGES_AT_ONCE) {
      const messages = reports.slice(i, i + MESSAGES_AT_ONCE).map((body) => ({ body, contentType: "json" as const }));
      await queue.sendBatch(messages);
    }
  } catch {
    throw new BusyError(15);
  }
}
