import { createMiddleware } from "hono/factory";

const loopbackNames = new Set(["localhost", "127.0.0.1"]);

/** Refuses a request under another name than this machine's own: a page elsewhere could have had its name point here. */
export const ownHost = createMiddleware(async (c, next) => {
  const { hostname } = new URL(c.req.url);
  if (!loopbackNames.has(hostname)) return c.text(`This tenant is localhost, not ${hostname}.`, 403);
  return next();
});
