import { Hono } from "hono";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { mfaPushPatch, promptsPatch } from "../schemas/prompts";
import { readBody } from "../validate";

/** /prompts */
export function promptRoutes({ prompts }: LocalTenant, needs: Guard): Hono {
  return new Hono()
    .get("/", needs("read:prompts"), (c) => c.json(prompts.get()))
    .patch("/", needs("update:prompts"), async (c) => c.json(prompts.patch(await readBody(c, promptsPatch))))
    .get("/mfa-push", needs("read:prompts"), (c) => c.json(prompts.mfaPush))
    .patch("/mfa-push", needs("update:prompts"), async (c) => {
      Object.assign(prompts.mfaPush, await readBody(c, mfaPushPatch));
      return c.json(prompts.mfaPush);
    });
}
