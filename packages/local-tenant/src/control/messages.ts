import type { Hono } from "hono";
import { z } from "zod";
import { channels } from "../auth0/login/names";
import { messageTypes } from "../auth0/phone";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { readBody } from "./http/read-request";

/** Body of `POST /_sandbox/messages`: one of the tenant's messages to a user's phone, outside of any login. */
const messageBody = z.strictObject({
  user: z.string().min(1),
  messageType: z.enum(messageTypes),
  channel: z.enum(channels).optional(),
});

/** Body of `POST /_sandbox/password-resets`: a password reset by phone. `code`: typed in instead of the one that arrives. */
const passwordResetBody = z.strictObject({
  user: z.string().min(1),
  channel: z.enum(channels).optional(),
  code: z.string().optional(),
});

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
