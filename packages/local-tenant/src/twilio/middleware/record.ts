import type { MiddlewareHandler } from "hono";
import type { AppEnv, Deps } from "../context";
import { OPERATIONS, type Operation } from "../operations";
import type { RequestLogEntry } from "../requests";

/** Writes the request into the log on arrival, and its status once it is answered. */
export function record(operation: Operation, { clock, store }: Deps): MiddlewareHandler<AppEnv> {
  const { method, path } = OPERATIONS[operation];
  return async (c, next) => {
    const entry = newEntry(clock.now(), method, path, operation);
    store.addRequest(entry);
    c.set("entry", entry);
    await next();
    if (!c.res.headers.has("x-hono-already-sent")) entry.status = c.res.status;
  };
}

/** An entry about which nothing is known yet but what was asked. */
export function newEntry(at: number, method: string, route: string, operation?: Operation): RequestLogEntry {
  return {
    at,
    method,
    operation,
    route,
    verificationSid: undefined,
    addressedBy: undefined,
    status: undefined,
    code: undefined,
    approval: false,
    fault: undefined,
  };
}
