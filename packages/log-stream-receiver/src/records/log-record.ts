/** One entry of the tenant log, as far as the receiver reads it. Nothing of it is trusted: every field may be anything. */
export interface LogRecord {
  log_id: string;
  type: string;
  date?: unknown;
  tenant_name?: unknown;
  user_name?: unknown;
  strategy?: unknown;
  details?: unknown;
}

/** Printable ASCII. What else a string may hold, a file may not give back as it was: its code would never be settled. */
const LOG_ID = /^[!-~]{1,256}$/;

/** Takes the record out of its envelope `{log_id, data}`, which streams put around it; `undefined` for what is none. */
export function toLogRecord(value: unknown): LogRecord | undefined {
  const outer = asObject(value);
  const record = typeof outer.data === "object" && outer.data !== null ? asObject(outer.data) : outer;
  const logId = record.log_id ?? outer.log_id;
  if (typeof logId !== "string" || !LOG_ID.test(logId) || typeof record.type !== "string") return undefined;
  return { ...record, log_id: logId, type: record.type };
}

/** The value when it is an object and no list, else an object without fields. */
export function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
