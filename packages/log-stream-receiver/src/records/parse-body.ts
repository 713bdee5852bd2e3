import { type LogRecord, toLogRecord } from "./log-record";

export interface ParsedBody {
  format: "array" | "object" | "lines";
  records: LogRecord[];
  /** How many entries were no log record. */
  malformed: number;
}

/**
 * Reads a request of Auth0's in any of a stream's three formats, by its text: the content type is a setting of the
 * stream and says nothing. An object holds the records in `logs`, or is the one record; so is the one line of lines.
 * Returns `undefined` when nothing in it is JSON.
 */
export function parseBody(text: string): ParsedBody | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return { format: "array", records: [], malformed: 0 };
  const whole = parseJson(trimmed);
  if (whole !== undefined) {
    if (Array.isArray(whole)) return sorted("array", whole);
    const logs = (whole as { logs?: unknown } | null)?.logs;
    return sorted("object", Array.isArray(logs) ? logs : [whole]);
  }
  const lines = trimmed.split("\n").filter((line) => line.trim() !== "");
  const values = lines.map(parseJson);
  if (values.every((value) => value === undefined)) return undefined;
  return sorted("lines", values);
}

function sorted(format: ParsedBody["format"], values: unknown[]): ParsedBody {
  const records = values.flatMap((value) => toLogRecord(value) ?? []);
  return { format, records, malformed: values.length - records.length };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
