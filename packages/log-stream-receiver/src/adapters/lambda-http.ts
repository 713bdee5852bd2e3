import { createHash } from "node:crypto";
import { countingSink } from "../http/counting-sink";
import { createReceiver } from "../http/receiver";
import { BusyError } from "../http/sink";
import type { CodeReport } from "../report/code-report";
import { MemoryCounters } from "../report/memory-counters";
import { sayRarely } from "../say";
import { readSettings, SettingsError } from "../settings/read-settings";

/** What of a function URL's event, and of HTTP APIs' (payload format 2.0), is read here. */
interface HttpEvent {
  rawPath: string;
  headers: Record<string, string | undefined>;
  requestContext: { domainName: string; http: { method: string } };
  body?: string;
  isBase64Encoded?: boolean;
}

interface HttpResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

/** What of the AWS SDK is used here; Lambda's runtime holds it. */
interface Sqs {
  SQSClient: new (config: object) => { send(command: unknown): Promise<{ Failed?: unknown[] }> };
  SendMessageBatchCommand: new (input: { QueueUrl: string; Entries: object[] }) => unknown;
}

/** Messages that `SendMessageBatch` takes (AWS docs, SQS quotas). */
const MESSAGES_AT_ONCE = 10;

const { SQSClient, SendMessageBatchCommand } = require("@aws-sdk/client-sqs") as Sqs;
const sqs = new SQSClient({ maxAttempts: 3 });
const queueUrl = process.env.QUEUE_URL ?? "";
if (!queueUrl)
  throw new SettingsError("QUEUE_URL is not set. Give the URL of the SQS queue that the other function reads.");

const counters = new MemoryCounters();
const receive = createReceiver({
  settings: readSettings(process.env),
  sink: countingSink(counters, { accept: ({ reports }) => enqueue(reports) }),
  metrics: counters,
  warn: sayRarely(console.warn),
});

/** The function behind the log stream's URL: it queues what has to be reported. */
export async function handler(event: HttpEvent): Promise<HttpResult> {
  const { domainName, http } = event.requestContext;
  const headers = Object.entries(event.headers).filter((header): header is [string, string] => header[1] !== undefined);
  const body = Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8");
  const request = new Request(`https://${domainName}${event.rawPath}`, {
    method: http.method,
    headers,
    ...(http.method !== "GET" && http.method !== "HEAD" && { body }),
  });
  const response = await receive(request);
  return { statusCode: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

/** What of a batch is queued when a later part is not comes again, as a duplicate. */
async function enqueue(reports: readonly CodeReport[]): Promise<void> {
  for (let i = 0; i < reports.length; i += MESSAGES_AT_ONCE) {
    const Entries = reports.slice(i, i + MESSAGES_AT_ONCE).map(toEntry);
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries })).catch(() => {
      throw new BusyError(15);
    });
    if (Failed.length > 0) throw new BusyError(15);
  }
}

/** With a FIFO queue a record is queued once in five minutes, and the codes of a number are reported in turn. */
function toEntry(report: CodeReport, index: number): object {
  const fifo = queueUrl.endsWith(".fifo") && {
    MessageDeduplicationId: digest(`${report.tenant} ${report.logId}`),
    MessageGroupId: digest(report.e164),
  };
  return { Id: String(index), MessageBody: JSON.stringify(report), ...fifo };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
