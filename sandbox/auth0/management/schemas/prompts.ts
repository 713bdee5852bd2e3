import { z } from "zod";

/** PATCH /prompts */
export const promptsPatch = z
  .strictObject({
    universal_login_experience: z.enum(["new", "classic"]),
    identifier_first: z.boolean().nullable(),
    webauthn_platform_first_factor: z.boolean().nullable(),
  })
  .partial();
