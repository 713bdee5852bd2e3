import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

/** One answered request. */
export interface RequestLogEntry {
  method: string;
  path: string;
  /** Without the question mark; empty when there is none. */
  query: string;
  /** The parsed body with its keys sorted and credentials masked; `undefined` when there was none. */
  body: unknown;
  status: number;
  /** Milliseconds. */
  ms: number;
}

/** `value` holds a secret except beside `type`, where it refers to an Action (`ref` of a binding). */
const MASKED = new Set([
  "value",
  "client_secret",
  "client_assertion",
  "auth_token",
  "skey",
  "httpAuthorization",
  "datadogApiKey",
  "splunkToken",
  "sumoSourceAddress",
  "mixpanelServiceAccountPassword",
  "segmentWriteKey",
]);

/** JSON with its keys sorted and credentials masked. */
export function normalise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normalise);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  const isReference = entries.some(([key]) => key === "type");
  return Object.fromEntries(
    entries.map(([key, child]) => [key, MASKED.has(key) && !isReference ? "***" : normalise(child)]),
  );
}

/** The parsed body with its keys sorted and credentials masked; `undefined` when there was none. */
export async function normalisedBody(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === "") return undefined;
  if (c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded")) {
    return normalise(Object.fromEntries(new URLSearchParams(text)));
  }
  try {
    return normalise(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Calls `record` after each answer. Secret values never reach it. */
export function requestLog(record: (entry: RequestLogEntry) => void) {
  return createMiddleware(async (c, next) => {
    const started = performance.now();
    await next();
    const { pathname, search } = new URL(c.req.url);
    record({
      method: c.req.method,
      path: pathname,
      query: search.slice(1),
      body: await normalisedBody(c),
      status: c.res.status,
      ms: performance.now() - started,
    });
  });
}
