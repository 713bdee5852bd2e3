import { Hono } from "hono";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { tenantSettingsPatch } from "../schemas/tenant-settings";
import { readBody } from "../validate";

/** /tenants/settings */
export function tenantSettingsRoutes({ settings }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:tenant_settings"), (c) =>
    c.json({ ...settings.get(), sandbox_versions_available: ["22", "18"] }),
  );

  // The answer to a PATCH lacks sandbox_versions_available, as on the platform.
  app.patch("/", needs("update:tenant_settings"), async (c) =>
    c.json(settings.patch(await readBody(c, tenantSettingsPatch))),
  );

  return app;
}
