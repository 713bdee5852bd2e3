import type { Hono } from "hono";
import { messageBody, passwordResetBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { readBody } from "./read-body";

/** Messages to a user's phone outside of any login. */
export function messagesRoutes(app: Hono, server: LocalTenantServer): void {
  app.post("/messages", async (c) => {
    const { user, messageType, channel } = await readBody(c, messageBody);
    return c.json(await server.sendMessage(user, messageType, channel));
  });
  app.post("/password-resets", async (c) => {
    const { user, channel, code } = await readBody(c, passwordResetBody);
    return c.json(await server.resetPassword(user, channel, code));
  });
}
