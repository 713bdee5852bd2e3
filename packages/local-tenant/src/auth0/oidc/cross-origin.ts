import type { Context } from "hono";
import type { LocalTenant } from "../tenant";
import { crossOrigins } from "./application";

/** Whether an application of the tenant lets pages of that origin ask for it. */
function isListedOrigin({ clients }: LocalTenant, origin: string): boolean {
  return clients.list().some((client) => crossOrigins(client).includes(origin));
}

/** A browser's question before a page's request: which application it is for is not known yet. */
export function preflight(c: Context, tenant: LocalTenant): Response {
  const origin = c.req.header("origin");
  if (origin === undefined || !isListedOrigin(tenant, origin)) return c.body(null, 403);
  return c.body(null, 204, {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": "GET, POST",
    "access-control-allow-headers": "authorization, content-type, auth0-client",
    "access-control-max-age": "600",
    vary: "Origin",
  });
}

/** What is public anyway, any listed origin may read. */
export function allowListedOrigin(c: Context, tenant: LocalTenant): void {
  const origin = c.req.header("origin");
  if (origin === undefined || !isListedOrigin(tenant, origin)) return;
  c.header("access-control-allow-origin", origin);
  c.header("vary", "Origin");
}
