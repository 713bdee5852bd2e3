import { z } from "zod";

/** PATCH /prompts */
export const promptsPatch = z
  .strictObject({
    universal_login_experience: z.enum(["new", "classic"]),
    identifier_first: z.boolean().nullable(),
    webauthn_platform_first_factor: z.boolean().nullable(),
  })
  .partial();

/** PATCH /prompts/mfa-push: the app that a push enrolment points to. */
export const mfaPushPatch = z
  .strictObject({ app_name: z.string(), apple_app_link: z.string(), google_app_link: z.string() })
  .partial();
