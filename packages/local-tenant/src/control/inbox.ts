import type { Hono } from "hono";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { mostShown } from "./http/most-shown";

/** What arrived at phones and mailboxes. */
export function inboxRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/inbox", (c) => {
    const to = c.req.query("to");
    const messages = server.verify.store.messages.filter((message) => to === undefined || message.to === to);
    const texts = server.verify.store.texts.filter((text) => to === undefined || text.to === to);
    return c.json({
      messages: messages.slice(-mostShown),
      texts: texts.slice(-mostShown),
      emails: server.engine.mailbox,
    });
  });
}
