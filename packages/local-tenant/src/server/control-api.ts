import { Hono } from "hono";
import { except } from "hono/combine";
import { limitBody, maxBodyBytes } from "../body-limit";
import { actionsRoutes } from "./control/actions";
import { browserRoutes } from "./control/browser";
import { clockRoutes } from "./control/clock";
import { comparisonRoutes } from "./control/comparison";
import { describeError } from "./control/describe-error";
import { devRoutes } from "./control/dev";
import { eventsRoutes } from "./control/events";
import { faultsRoutes } from "./control/faults";
import { inboxRoutes } from "./control/inbox";
import { logStreamsRoutes } from "./control/log-streams";
import { loginsRoutes } from "./control/logins";
import { logsRoutes } from "./control/logs";
import { messagesRoutes } from "./control/messages";
import { phoneRoutes } from "./control/phone";
import { refuseOtherOrigins } from "./control/refuse-other-origins";
import { requireToken } from "./control/require-token";
import { stateRoutes } from "./control/state";
import { usersRoutes } from "./control/users";
import { verifyRoutes } from "./control/verify";
import type { LocalTenantServer } from "./local-tenant";
import { readableJson } from "./readable-json";

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
