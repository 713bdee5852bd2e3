import { atMost } from "../at-most";
import type { CodeReport } from "../report/code-report";
import { MemoryCounters } from "../report/memory-counters";
import { Reporter } from "../report/reporter";
import { readSettings } from "../settings/read-settings";

/** What of SQS' event is read here. */
interface QueueEvent {
  Records: { messageId: string; body: string }[];
}

const CONCURRENCY = 8;
const DEADLINE_MS = 10_000;

const reporter = new Reporter(readSettings(process.env), new MemoryCounters());

/**
 * The function behind the queue: it reports. What has to be reported again is named as failed, so that SQS delivers it
 * once more after the queue's visibility timeout (`ReportBatchItemFailures` has to be on).
 */
export async function handler({ Records }: QueueEvent): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  await atMost(CONCURRENCY, Records, async ({ messageId, body }) => {
    const again = await reporter.report(JSON.parse(body) as CodeReport, DEADLINE_MS);
    if (again !== undefined) batchItemFailures.push({ itemIdentifier: messageId });
  });
  return { batchItemFailures };
}
