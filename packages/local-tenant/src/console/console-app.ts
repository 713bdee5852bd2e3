import { type Context, Hono } from "hono";
import { signedInPath } from "../control/browser/browser-help";
import { createControlApi } from "../control/control-api";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { foreignOrigin } from "../support/own-host";
import { consoleFiles } from "./console-files";

const headers = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/**
 * What answers on the console's port: its page, and the control API, which asks for its token. `host`: `127.0.0.1:<port>`, the
 * one name that it answers to. Throws a `LocalTenantError` when the console isn't built.
 */
export function createConsoleApp(server: LocalTenantServer, host: string): Hono {
  const files = consoleFiles();
  const app = new Hono();
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
    return refusal(c, host) ?? next();
  });
  for (const [name, { type, content }] of files) {
    const answer = (c: Context) => c.body(new Uint8Array(content), 200, { "content-type": type });
    for (const path of name === "index.html" ? ["/", `/${signedInPath}`] : [`/${name}`]) app.get(path, answer);
  }
  app.route("/", createControlApi(server));
  app.notFound((c) => c.text("The console has no such page.\n", 404));
  return app;
}

/** A page elsewhere could have its own name point here, or send requests from where it is. */
function refusal(c: Context, host: string): Response | undefined {
  if (c.req.header("host") !== host) return c.text(`The console answers to ${host} alone.\n`, 403);
  if (foreignOrigin(c) === undefined) return undefined;
  return c.text("The console does not answer to web pages of other origins.\n", 403);
}
