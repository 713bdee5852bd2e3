import { Hono } from "hono";
import { z } from "zod";
import { PlatformError } from "../../store/errors";
import { FACTORS } from "../../store/guardian";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { readBody } from "../validate";

/** PUT /guardian/policies; at most one policy can be active. */
const policiesBody = z.array(z.enum(["all-applications", "confidence-score"])).max(1);

/** PUT /guardian/factors/{name} */
const factorBody = z.strictObject({ enabled: z.boolean() });

/** PUT /guardian/factors/phone/message-types */
const messageTypesBody = z.strictObject({ message_types: z.array(z.enum(["sms", "voice"])) });

const relyingParty = { overrideRelyingParty: z.boolean().optional(), relyingPartyIdentifier: z.string().optional() };

/** One settings document of a factor: where it stands, what a PUT may hold, what stands there at first. */
interface FactorDocument {
  path: string;
  schema: z.ZodType<Record<string, unknown>>;
  initial: Record<string, unknown>;
  /** True when the tenant refuses it with the consolidated phone experience on. */
  replacedByPhoneProvider?: boolean;
  /** Credentials: kept, and left out of what is read. */
  unread?: readonly string[];
}

const FACTOR_DOCUMENTS: readonly FactorDocument[] = [
  {
    path: "phone/selected-provider",
    schema: z.strictObject({ provider: z.enum(["auth0", "twilio", "phone-message-hook"]) }),
    initial: { provider: "auth0" },
    replacedByPhoneProvider: true,
  },
  {
    path: "sms/templates",
    schema: z.strictObject({ enrollment_message: z.string(), verification_message: z.string() }),
    initial: {},
    replacedByPhoneProvider: true,
  },
  {
    path: "sms/providers/twilio",
    schema: z.strictObject({
      from: z.string().nullable().optional(),
      messaging_service_sid: z.string().nullable().optional(),
      auth_token: z.string().nullable().optional(),
      sid: z.string().nullable().optional(),
    }),
    initial: {},
    replacedByPhoneProvider: true,
  },
  {
    path: "webauthn-roaming/settings",
    schema: z.strictObject({
      userVerification: z.enum(["discouraged", "preferred", "required"]).optional(),
      ...relyingParty,
    }),
    initial: { userVerification: "required", overrideRelyingParty: false },
  },
  {
    path: "webauthn-platform/settings",
    // A device's own sensor always verifies the user: there is nothing to choose.
    schema: z.strictObject(relyingParty),
    initial: { overrideRelyingParty: false },
  },
  {
    path: "push-notification/selected-provider",
    schema: z.strictObject({ provider: z.enum(["guardian", "sns", "direct"]) }),
    initial: { provider: "guardian" },
  },
  {
    path: "push-notification/providers/apns",
    schema: z.strictObject({
      sandbox: z.boolean().optional(),
      bundle_id: z.string().nullable().optional(),
      p12: z.string().nullable().optional(),
      enabled: z.boolean().optional(),
    }),
    initial: { sandbox: false, enabled: false },
    unread: ["p12"],
  },
  {
    path: "push-notification/providers/sns",
    schema: z.strictObject({
      aws_access_key_id: z.string().nullable().optional(),
      aws_secret_access_key: z.string().nullable().optional(),
      aws_region: z.string().nullable().optional(),
      sns_apns_platform_application_arn: z.string().nullable().optional(),
      sns_gcm_platform_application_arn: z.string().nullable().optional(),
    }),
    initial: {},
    unread: ["aws_secret_access_key"],
  },
  {
    path: "duo/settings",
    schema: z.strictObject({ ikey: z.string(), skey: z.string(), host: z.string() }),
    initial: {},
  },
];

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
