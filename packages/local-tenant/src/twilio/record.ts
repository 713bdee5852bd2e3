import type { MiddlewareHandler } from "hono";
import type { AppEnv, Deps } from "./context";
import { OPERATIONS, type Operation } from "./operations";
import type { RequestLogEntry } from "./requests";

/** Writes the request into the log on arrival, and its status once it is answered. */
export function record(operation: Operation, { clock, store }: Deps): MiddlewareHandler<AppEnv> {
  const { method, path: route } = OPERATIONS[operation];
  return async (c, next) => {
    const addressedBy = operation.startsWith("verification/") ? c.req.param("Sid") : undefined;
    const entry = newEntry({ sid: c.get("requestSid"), at: clock.now(), method, route, operation, addressedBy });
    store.addRequest(entry);
    c.set("entry", entry);
    const arrived = performance.now();
    await next();
    if (c.res.headers.has("x-hono-already-sent")) return;
    entry.status = c.res.status;
    entry.ms = performance.now() - arrived;
  };
}

/** An entry about which nothing is known yet but what was asked. */
export function newEntry(
  known: Pick<RequestLogEntry, "sid" | "at" | "method" | "route" | "operation" | "addressedBy">,
): RequestLogEntry {
  return {
    ...known,
    ms: undefined,
    callerSid: undefined,
    parameters: undefined,
    answer: undefined,
    verificationSid: undefined,
    status: undefined,
    code: undefined,
    approval: false,
    fault: undefined,
  };
}
