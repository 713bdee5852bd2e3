import type { PiiConfig } from "../management/resources/log-streams/pii";
import { formatLog } from "../management/resources/logs/document";
import type { LogEntry, LogStream } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { obfuscate } from "./obfuscate";

/** The sink of an HTTP stream, as its schema lets it through. */
export interface HttpSink {
  httpEndpoint: string;
  httpAuthorization?: string;
  /** Default: `JSONLINES`. */
  httpContentFormat?: "JSONLINES" | "JSONARRAY" | "JSONOBJECT";
  /** Default: `application/json`. */
  httpContentType?: string;
  httpCustomHeaders?: readonly { header: string; value: string }[];
}

export interface HttpBatch {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** The request that delivers entries to an HTTP stream: each as `{log_id, data}`, in the stream's format. */
export async function httpBatch(
  stream: LogStream,
  entries: readonly LogEntry[],
  tenant: Pick<LocalTenant, "name" | "domain">,
): Promise<HttpBatch> {
  const sink = stream.sink as unknown as HttpSink;
  const pii = stream.extras.pii_config as PiiConfig | undefined;
  const logs = await Promise.all(
    entries.map(async (entry) => {
      const data = formatLog(entry, tenant);
      return { log_id: entry.id, data: pii ? await obfuscate(data, pii) : data };
    }),
  );
  const custom = (sink.httpCustomHeaders ?? []).map(({ header, value }) => [header.toLowerCase(), value]);
  return {
    url: sink.httpEndpoint,
    headers: {
      ...Object.fromEntries(custom),
      "content-type": sink.httpContentType ?? "application/json",
      ...(sink.httpAuthorization !== undefined && { authorization: sink.httpAuthorization }),
    },
    body: bodyOf(logs, sink.httpContentFormat ?? "JSONLINES"),
  };
}

function bodyOf(logs: readonly object[], format: NonNullable<HttpSink["httpContentFormat"]>): string {
  if (format === "JSONARRAY") return JSON.stringify(logs);
  if (format === "JSONOBJECT") return JSON.stringify({ logs });
  return logs.map((log) => `${JSON.stringify(log)}\n`).join("");
}
