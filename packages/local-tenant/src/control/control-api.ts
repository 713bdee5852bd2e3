import { Hono } from "hono";
import { except } from "hono/combine";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { limitBody, maxBodyBytes } from "../support/body-limit";
import { actionsRoutes } from "./actions/routes";
import { browserRoutes } from "./browser/routes";
import { clockRoutes } from "./clock/routes";
import { comparisonRoutes } from "./comparison";
import { devRoutes } from "./dev";
import { eventsRoutes } from "./events";
import { faultsRoutes } from "./faults/routes";
import { describeError } from "./http/describe-error";
import { readableJson } from "./http/readable-json";
import { refuseOtherOrigins } from "./http/refuse-other-origins";
import { requireToken } from "./http/require-token";
import { inboxRoutes } from "./inbox";
import { logStreamsRoutes } from "./log-streams";
import { loginsRoutes } from "./logins/routes";
import { logsRoutes } from "./logs";
import { messagesRoutes } from "./messages";
import { phoneRoutes } from "./phone/routes";
import { stateRoutes } from "./state/routes";
import { usersRoutes } from "./users/routes";
import { verifyRoutes } from "./verify/routes";

/** The routes of the control API, by topic. */
const topics = [
  actionsRoutes,
  browserRoutes,
  eventsRoutes,
  usersRoutes,
  loginsRoutes,
  inboxRoutes,
  phoneRoutes,
  messagesRoutes,
  logsRoutes,
  logStreamsRoutes,
  verifyRoutes,
  faultsRoutes,
  devRoutes,
  clockRoutes,
  comparisonRoutes,
  stateRoutes,
];

/** Bytes of a saved state, at most: thousands of users, sessions and tokens. */
const maxStateBytes = 64 * maxBodyBytes;

/**
 * How programs control the local tenant, under `/_sandbox`: Actions, users, logins, inbox, conversion, log streams,
 * faults of Verify, of the Management API and of deliveries, reset. docs/sandbox.md has an example of each route. Auth0
 * has nothing like it. Every route requires this start's bearer token, and none returns it or another credential.
 */
export function createControlApi(server: LocalTenantServer): Hono {
  const app = new Hono().basePath("/_sandbox");
  app.use(readableJson);
  app.use(except("/_sandbox/state", bodyUpTo(maxBodyBytes)));
  app.use(refuseOtherOrigins);
  app.use(requireToken(server.credentials.controlToken));
  app.use("/state", bodyUpTo(maxStateBytes));
  app.onError(describeError);
  app.get("/", (c) => c.json(server.describe()));
  for (const register of topics) register(app, server);
  const routes = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
  app.all("*", (c) => c.json({ error: `There is no ${c.req.method} ${c.req.path} in the local tenant.`, routes }, 404));
  return app;
}

function bodyUpTo(bytes: number) {
  return limitBody((c) => c.json({ error: `The body is larger than ${bytes} bytes.` }, 413), bytes);
}
