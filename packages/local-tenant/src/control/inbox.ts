import type { Hono } from "hono";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { mostShown } from "./http/most-shown";

/** What arrived at phones and mailboxes; `?to=`: at that number or address alone. */
export function inboxRoutes(app: Hono, { verify, engine }: LocalTenantServer): void {
  app.get("/inbox", (c) => {
    const to = c.req.query("to");
    const newest = <Entry extends { to: string }>(entries: readonly Entry[]) =>
      entries.filter((entry) => to === undefined || entry.to === to).slice(-mostShown);
    const { messages, texts } = verify.store;
    return c.json({ messages: newest(messages), texts: newest(texts), emails: newest(engine.mailbox) });
  });
}
