import type { Context, Next } from "hono";

const loopbackNames = new Set(["localhost", "127.0.0.1"]);

/** Refuses a request under another name than this machine's own: a page elsewhere could have had its name point here. */
export async function ownHost(c: Context, next: Next): Promise<Response | undefined> {
  const { hostname } = new URL(c.req.url);
  if (!loopbackNames.has(hostname)) return c.text(`This tenant is localhost, not ${hostname}.`, 403);
  await next();
}

/** Refuses what a web page of another origin sends. For routes that no page is meant to use. */
export async function noForeignPage(c: Context, next: Next): Promise<Response | undefined> {
  const origin = c.req.header("origin");
  if (origin !== undefined && origin !== new URL(c.req.url).origin) {
    return c.text(`Web pages of ${origin} may not use this.`, 403);
  }
  await next();
}
