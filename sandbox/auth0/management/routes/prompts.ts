import { Hono } from "hono";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { promptsPatch } from "../schemas/prompts";
import { readBody } from "../validate";

/** /prompts */
export function promptRoutes({ prompts }: LocalTenant, needs: Guard): Hono {
  return new Hono()
    .get("/", needs("read:prompts"), (c) => c.json(prompts.get()))
    .patch("/", needs("update:prompts"), async (c) => c.json(prompts.patch(await readBody(c, promptsPatch))));
}
