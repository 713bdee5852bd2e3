import { Hono } from "hono";
import { cloneRawRequest } from "hono/request";
import { createManagementApi } from "../auth0/management/app";
import { createOidcApp } from "../auth0/oidc";
import { createControlApi } from "../control/control-api";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { noForeignPage, ownHost } from "../support/own-host";
import { frontPage } from "./front-page";

/** What answers on the tenant's port: the local tenant's control API, and Auth0's for everything else. */
export function createTenantApp(server: LocalTenantServer, warn: (sentence: string) => void): Hono {
  const app = new Hono({ strict: false });
  const { rateLimit } = server.switches;
  const management = createManagementApi(server.tenant, {
    onRefused: warn,
    rateLimit,
    users: () => server.engine.users.all(),
  });
  app.route("/", createControlApi(server));
  app.get("/", ownHost, (c) => frontPage(c, server.consoleUrl));
  app.route(
    "/",
    createOidcApp({
      tenant: server.tenant,
      engine: server.engine,
      state: server.signIns,
      consoleUrl: server.consoleUrl,
      users: () => server.engine.users.all(),
      startLogin: (options) => server.login(options),
    }),
  );
  app.all("*", ownHost, noForeignPage, async (c) => {
    const request = c.req.raw.bodyUsed ? await cloneRawRequest(c.req) : c.req.raw;
    const response = await management.fetch(request, c.env);
    if (c.req.method === "PATCH" && c.req.path.endsWith("/bindings")) server.bindingsChanged();
    if (c.req.method !== "GET") server.changes.tell("actions", "users");
    return response;
  });
  return app;
}
