import type { Context, Hono } from "hono";
import type { User } from "../../auth0/users";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { readBody } from "../http/read-request";
import { UserChanges } from "./changes";
import { userCodes } from "./codes";
import { userDetail } from "./detail";
import { userDocument } from "./document";
import { factorBody, linkBody, newUserBody, userBody } from "./schema";

/** The tenant's users. A user is named by handle or `user_id`. */
export function usersRoutes(app: Hono, server: LocalTenantServer): void {
  const { engine, tenant } = server;
  const changes = new UserChanges(engine, tenant.clock);
  const shown = (c: Context, user: User, status: 200 | 201 = 200) => c.json(userDetail(server, user), status);
  const find = (c: Context) => engine.users.get(c.req.param("id") ?? "");

  app.use("/users/*", async (c, next) => {
    await next();
    if (c.req.method !== "GET") server.changes.tell("users");
  });
  app.get("/users", (c) => c.json({ users: engine.users.all().map(userDocument) }));
  app.post("/users", async (c) => shown(c, changes.add(await readBody(c, newUserBody)), 201));
  app.post("/users/reset", (c) => {
    changes.resetAll();
    return c.json({ users: engine.users.all().map(userDocument) });
  });
  app.get("/users/:id", (c) => shown(c, find(c)));
  app.patch("/users/:id", async (c) => {
    const user = find(c);
    changes.change(user, await readBody(c, userBody));
    return shown(c, user);
  });
  app.delete("/users/:id", (c) => {
    changes.remove(find(c));
    return c.body(null, 204);
  });
  app.post("/users/:id/reset", (c) => shown(c, changes.reset(find(c))));
  factorRoutes(app, server, changes);
  identityRoutes(app, server, changes);
  app.delete("/users/:id/sessions", (c) => {
    changes.endSessions(find(c));
    return c.body(null, 204);
  });
  app.delete("/users/:id/sessions/:session", (c) => {
    changes.endSession(find(c), c.req.param("session"));
    return c.body(null, 204);
  });
}

/** Second factors. */
function factorRoutes(app: Hono, server: LocalTenantServer, changes: UserChanges): void {
  const { engine, tenant } = server;
  app.post("/users/:id/factors", async (c) => {
    const user = engine.users.get(c.req.param("id"));
    changes.enroll(user, await readBody(c, factorBody));
    return c.json(userDetail(server, user), 201);
  });
  app.delete("/users/:id/factors/:factor", (c) => {
    const user = engine.users.get(c.req.param("id"));
    changes.removeFactor(user, c.req.param("factor"));
    return c.json(userDetail(server, user));
  });
  app.get("/users/:id/codes", (c) => c.json(userCodes(engine.users.get(c.req.param("id")), tenant.clock.now())));
}

/** Linked accounts. */
function identityRoutes(app: Hono, server: LocalTenantServer, changes: UserChanges): void {
  const { engine } = server;
  app.post("/users/:id/identities", async (c) => {
    const user = engine.users.get(c.req.param("id"));
    const { user: other } = await readBody(c, linkBody);
    changes.link(user, engine.users.get(other));
    return c.json(userDetail(server, user), 201);
  });
  app.delete("/users/:id/identities/:provider/:account", (c) => {
    const user = engine.users.get(c.req.param("id"));
    const separate = changes.unlink(user, c.req.param("provider"), c.req.param("account"));
    return c.json({ user: userDetail(server, user), separate: userDetail(server, separate) });
  });
}
