import { Hono } from "hono";
import { z } from "zod";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { readBody } from "../validate";

const settingsPatch = z.strictObject({ enabled: z.boolean() });

/** /risk-assessments/settings: whether logins are assessed. */
export function riskAssessmentRoutes(tenant: LocalTenant, needs: Guard): Hono {
  return new Hono()
    .get("/settings", needs("read:attack_protection"), (c) => c.json(tenant.riskAssessments))
    .patch("/settings", needs("update:attack_protection"), async (c) => {
      tenant.riskAssessments = await readBody(c, settingsPatch);
      return c.json(tenant.riskAssessments);
    });
}
