import type { LogRecord } from "./log-record";

/** The record's date in ms since the epoch; `undefined` for anything but ISO 8601 in UTC. */
export function dateOf({ date }: LogRecord): number | undefined {
  if (typeof date !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(date)) return undefined;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? undefined : ms;
}
