import { Hono } from "hono";
import { z } from "zod";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { readBody } from "../validate";

/** PATCH /prompts */
const promptsPatch = z
  .strictObject({
    universal_login_experience: z.enum(["new", "classic"]),
    identifier_first: z.boolean().nullable(),
    webauthn_platform_first_factor: z.boolean().nullable(),
  })
  .partial();

/** PATCH /prompts/mfa-push: the app that a push enrolment points to. */
const mfaPushPatch = z
  .strictObject({ app_name: z.string(), apple_app_link: z.string(), google_app_link: z.string() })
  .partial();

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
