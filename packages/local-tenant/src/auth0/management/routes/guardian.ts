import { Hono } from "hono";
import { PlatformError } from "../../store/errors";
import { FACTORS } from "../../store/guardian";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { FACTOR_DOCUMENTS, type FactorDocument, factorBody, messageTypesBody, policiesBody } from "../schemas/guardian";
import { readBody } from "../validate";

const DEPRECATED =
  "Insufficient privileges to use this deprecated feature. To handle Phone Provider/Templates refer to Tenant Phone Settings";

/** /guardian: MFA policy, factors and what the factors are set up with. */
export function guardianRoutes(tenant: LocalTenant, needs: Guard): Hono {
  const { guardian } = tenant;
  const app = new Hono();
  const reads = needs("read:guardian_factors");
  const updates = needs("update:guardian_factors");

  app.get("/policies", needs("read:mfa_policies"), (c) => c.json(guardian.policies));

  app.put("/policies", needs("update:mfa_policies"), async (c) => {
    guardian.policies = await readBody(c, policiesBody);
    return c.json(guardian.policies);
  });

  app.get("/factors", reads, (c) =>
    c.json(FACTORS.map((name) => ({ name, enabled: guardian.isEnabled(name), trial_expired: false }))),
  );

  app.get("/factors/phone/message-types", reads, (c) => c.json({ message_types: guardian.messageTypes }));

  app.put("/factors/phone/message-types", updates, async (c) => {
    const { message_types: types } = await readBody(c, messageTypesBody);
    checkDeliverable(tenant, types);
    guardian.messageTypes = types;
    return c.json({ message_types: types });
  });

  for (const document of FACTOR_DOCUMENTS) {
    app.get(`/factors/${document.path}`, reads, (c) => {
      checkNotDeprecated(tenant, document);
      const { path, initial, unread = [] } = document;
      const stored = guardian.documents.get(path) ?? initial;
      return c.json(Object.fromEntries(Object.entries(stored).filter(([key]) => !unread.includes(key))));
    });
    app.put(`/factors/${document.path}`, updates, async (c) => {
      checkNotDeprecated(tenant, document);
      const body = await readBody(c, document.schema);
      guardian.documents.set(document.path, body);
      return c.json(body);
    });
  }

  for (const factor of FACTORS) {
    app.put(`/factors/${factor}`, updates, async (c) => {
      const { enabled } = await readBody(c, factorBody);
      guardian.setEnabled(factor, enabled);
      return c.json({ enabled });
    });
  }

  return app;
}

function checkNotDeprecated({ settings }: LocalTenant, document: FactorDocument): void {
  if (document.replacedByPhoneProvider && settings.phoneConsolidated) throw new PlatformError(403, DEPRECATED);
}

/** With the consolidated phone experience a message type needs a provider that delivers it. */
function checkDeliverable({ settings, phoneProvider }: LocalTenant, types: readonly string[]): void {
  const provider = phoneProvider.current();
  if (!provider || !settings.phoneConsolidated) return;
  const { deliveryMethods } = provider.configuration;
  if (!types.every((type) => deliveryMethods.includes(type === "sms" ? "text" : "voice"))) {
    throw new PlatformError(409, "Message Type is not supported by the configured phone provider");
  }
}
