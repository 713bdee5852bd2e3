import { Hono } from "hono";
import { TRIGGERS } from "../../store/triggers";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatBinding } from "../formatters/binding";
import { formatPage } from "../formatters/page";
import { formatTrigger } from "../formatters/trigger";
import { bindingsBody } from "../schemas/binding";
import { pageQuery } from "../schemas/query";
import { readBody, readQuery } from "../validate";

/** /actions/triggers: the catalogue, and which Actions each trigger runs. */
export function bindingRoutes({ actions, bindings }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:actions"), (c) => c.json({ triggers: TRIGGERS.map(formatTrigger) }));

  app.get("/:trigger/bindings", needs("read:actions"), (c) => {
    const { page, per_page: perPage } = readQuery(c, pageQuery);
    const items = bindings.list(c.req.param("trigger")).map((binding) => formatBinding(actions, binding));
    return c.json(formatPage("bindings", items, { page, perPage }));
  });

  app.patch("/:trigger/bindings", needs("update:actions"), async (c) => {
    const body = await readBody(c, bindingsBody);
    const wanted = body.bindings.map(({ ref, display_name: displayName }) => ({ ref, displayName }));
    const replaced = bindings.replace(c.req.param("trigger"), wanted);
    return c.json({ bindings: replaced.map((binding) => formatBinding(actions, binding)) });
  });

  return app;
}
