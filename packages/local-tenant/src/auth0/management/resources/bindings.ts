import { Hono } from "hono";
import { z } from "zod";
import type { ActionStore } from "../../store/actions";
import type { Binding } from "../../store/entities";
import { TRIGGERS, type Trigger } from "../../store/triggers";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatPage, pageQuery } from "../list-query";
import { nanoseconds } from "../time";
import { readBody, readQuery } from "../validate";
import { formatBoundAction } from "./actions";

const bindingOf = <T extends string>(type: T) =>
  z.strictObject({
    ref: z.strictObject({ type: z.literal(type), value: z.string().min(1) }),
    display_name: z.string().min(1).optional(),
  });

/** PATCH /actions/triggers/{id}/bindings */
const bindingsBody = z.strictObject({
  bindings: z.array(z.union([bindingOf("action_id"), bindingOf("action_name"), bindingOf("binding_id")])),
});

/** /actions/triggers: the catalogue, and which Actions each trigger runs. */
export function bindingRoutes({ actions, bindings }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:actions"), (c) => c.json({ triggers: TRIGGERS.map(formatTrigger) }));

  app.get("/:trigger/bindings", needs("read:actions"), (c) => {
    const query = readQuery(c, pageQuery);
    const items = bindings.list(c.req.param("trigger")).map((binding) => formatBinding(actions, binding));
    return c.json(formatPage("bindings", items, query));
  });

  app.patch("/:trigger/bindings", needs("update:actions"), async (c) => {
    const body = await readBody(c, bindingsBody);
    const wanted = body.bindings.map(({ ref, display_name: displayName }) => ({ ref, displayName }));
    const replaced = bindings.replace(c.req.param("trigger"), wanted);
    return c.json({ bindings: replaced.map((binding) => formatBinding(actions, binding)) });
  });

  return app;
}

function formatBinding(actions: ActionStore, binding: Binding) {
  return {
    id: binding.id,
    trigger_id: binding.trigger,
    action: formatBoundAction(actions, actions.get(binding.actionId)),
    created_at: nanoseconds(binding.createdAt),
    updated_at: nanoseconds(binding.createdAt),
    display_name: binding.displayName,
  };
}

function formatTrigger(trigger: Trigger) {
  return {
    id: trigger.id,
    version: trigger.version,
    status: "CURRENT",
    runtimes: trigger.runtimes,
    default_runtime: "node22",
    binding_policy: trigger.bindingPolicy,
    compatible_triggers: trigger.compatible,
  };
}
