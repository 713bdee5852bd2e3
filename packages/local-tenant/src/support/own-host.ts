import type { Context, Next } from "hono";

const loopbackNames = new Set(["localhost", "127.0.0.1"]);

/** The host that a request names where that is none of this machine's names: a page elsewhere could have had its name point here. */
export function foreignHost(c: Context): string | undefined {
  const { hostname } = new URL(c.req.url);
  return loopbackNames.has(hostname) ? undefined : hostname;
}

/** The origin of the web page that sent a request; `undefined` where that is the request's own, or no page sent it. */
export function foreignOrigin(c: Context): string | undefined {
  const origin = c.req.header("origin");
  return origin === new URL(c.req.url).origin ? undefined : origin;
}

/** Refuses a request under another name than this machine's own. */
export async function ownHost(c: Context, next: Next): Promise<Response | undefined> {
  const host = foreignHost(c);
  if (host !== undefined) return c.text(`This tenant is localhost, not ${host}.`, 403);
  await next();
}

/** Refuses what a web page of another origin sends. For routes that no page is meant to use. */
export async function noForeignPage(c: Context, next: Next): Promise<Response | undefined> {
  const origin = foreignOrigin(c);
  if (origin !== undefined) return c.text(`Web pages of ${origin} may not use this.`, 403);
  await next();
}
