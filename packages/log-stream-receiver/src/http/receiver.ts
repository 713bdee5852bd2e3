import type { Metrics } from "../metrics";
import type { LogRecord } from "../records/log-record";
import { parseBody } from "../records/parse-body";
import { usedCodeOf } from "../records/used-code-of";
import type { ReceiverSettings, TenantSettings } from "../settings/settings";
import { readBody } from "./read-body";
import { type Batch, BusyError, type Sink } from "./sink";
import { tokenOwner } from "./token-owner";
import { warnOf } from "./warn-of";

/** Largest body that is read, in bytes. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

interface ReceiverParts {
  settings: ReceiverSettings;
  sink: Sink;
  metrics: Metrics;
  /** Told, in a sentence without anything personal, what keeps codes from being reported. */
  warn: (sentence: string) => void;
  /** `refuse` where the platform hands no JSON lines on. */
  lines?: "refuse";
  now?: () => number;
}

/** What is answered, before it is a `Response`. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The portable handler: {@link answerTo} with the web's own types. */
export function createReceiver(parts: ReceiverParts): (request: Request) => Promise<Response> {
  return async (request) => {
    const { status, headers, body } = await answerTo(request, parts);
    return new Response(body === "" ? null : body, { status, headers });
  };
}

/**
 * Auth0's log stream in, answers out: any path takes the stream's POSTs, `GET …/metrics` shows the counters.
 * Every refusal leaves the records with Auth0, which delivers them again and shows the error in the stream's health.
 */
export async function answerTo(request: Request, parts: ReceiverParts): Promise<Answer> {
  if (request.method === "POST") return receive(request, parts);
  if (request.method === "GET" && new URL(request.url).pathname.endsWith("/metrics"))
    return showMetrics(request, parts);
  return answer(405, "A log stream is sent by POST.", { allow: "POST" });
}

async function receive(request: Request, parts: ReceiverParts): Promise<Answer> {
  const { settings, sink, warn, now = Date.now } = parts;
  const tenant = await tokenOwner(settings.tenants, request.headers.get("authorization"));
  if (!tenant) return answer(401, "This is not a log stream's token.");
  const text = await readBody(request, MAX_BODY_BYTES);
  if (text === undefined) return answer(413, `More than ${MAX_BODY_BYTES} bytes.`);
  const body = parseBody(text);
  if (!body) return answer(400, "The body is not log records in JSON.");
  if (body.format === "lines" && parts.lines === "refuse") {
    warn(
      `Tenant ${tenant.name}: the log stream sends JSON lines. Set its content format to JSON array or JSON object.`,
    );
    return answer(415, "JSON lines are not accepted here; send a JSON array or object.");
  }
  if (body.records.some((record) => isOfAnother(tenant, record))) {
    warn(
      `Records of another tenant came with the token of ${tenant.name}. Give each tenant's log stream its own token.`,
    );
    return answer(403, `This token is for records of the tenant ${tenant.name}.`);
  }
  const batch = batchOf(tenant, body.records, body.malformed, now());
  for (const reason of Object.keys(batch.notCounted)) {
    const sentence = warnOf(reason, tenant.name);
    if (sentence) warn(sentence);
  }
  try {
    await sink.accept(batch);
    return answer(200, "");
  } catch (error) {
    if (error instanceof BusyError) return busy(error);
    throw error;
  }
}

/** A record that names no tenant is the token's. */
function isOfAnother(tenant: TenantSettings, { tenant_name: name }: LogRecord): boolean {
  return name !== undefined && name !== null && name !== "" && name !== tenant.name;
}

function batchOf(tenant: TenantSettings, records: LogRecord[], malformed: number, now: number): Batch {
  const batch: Batch = { tenant: tenant.name, reports: [], notCounted: {} };
  const count = (reason: string, n = 1) => {
    batch.notCounted[reason] = (batch.notCounted[reason] ?? 0) + n;
  };
  if (malformed > 0) count("malformed", malformed);
  for (const record of records) {
    const code = usedCodeOf(record, now);
    if ("notCounted" in code) count(code.notCounted);
    else batch.reports.push({ ...code, logId: record.log_id, tenant: tenant.name });
  }
  return batch;
}

async function showMetrics(request: Request, { settings, metrics }: ReceiverParts): Promise<Answer> {
  const holders = settings.metricsToken === undefined ? [] : [{ tokens: [settings.metricsToken] }];
  if (!(await tokenOwner(holders, request.headers.get("authorization"))))
    return answer(401, "This is not the metrics token.");
  return answer(200, await metrics.format(), { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
}

function busy({ retryAfterSeconds }: BusyError): Answer {
  return answer(503, "Busy; try again later.", { "retry-after": String(retryAfterSeconds) });
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: text === "" || text.endsWith("\n") ? text : `${text}\n` };
}
