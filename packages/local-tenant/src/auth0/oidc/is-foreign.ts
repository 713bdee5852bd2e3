import type { Context } from "hono";

/** Whether another site's page sent the form. */
export function isForeign(c: Context): boolean {
  const origin = c.req.header("origin");
  return origin !== undefined && origin !== new URL(c.req.url).origin;
}
