import type { LogEntry } from "../../store/entities";
import { milliseconds } from "./time";

export function formatLog(entry: LogEntry) {
  return {
    date: milliseconds(entry.at),
    type: entry.type,
    description: entry.description,
    ...(entry.clientId !== undefined && { client_id: entry.clientId }),
    ...(entry.userId !== undefined && { user_id: entry.userId }),
    ...(entry.details !== undefined && { details: entry.details }),
    log_id: entry.id,
    _id: entry.id,
  };
}
