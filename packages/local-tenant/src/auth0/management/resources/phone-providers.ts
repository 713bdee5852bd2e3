import { Hono } from "hono";
import { z } from "zod";
import type { PhoneProvider } from "../../store/entities";
import type { PhoneProviderInput } from "../../store/phone-providers";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { milliseconds } from "../time";
import { readBody } from "../validate";

const configuration = z.strictObject({
  delivery_methods: z.array(z.enum(["text", "voice"])).min(1),
  sid: z.string().nullable().optional(),
  default_from: z.string().nullable().optional(),
  mssid: z.string().nullable().optional(),
});

/** POST /branding/phone/providers */
const phoneProviderBody = z.strictObject({
  name: z.enum(["twilio", "custom"]),
  disabled: z.boolean().optional(),
  configuration,
  credentials: z.strictObject({ auth_token: z.string().optional() }),
});

/** PATCH /branding/phone/providers/{id} */
const phoneProviderPatch = phoneProviderBody.partial();

export type PhoneProviderBody = z.infer<typeof phoneProviderBody>;
type PhoneProviderPatch = z.infer<typeof phoneProviderPatch>;

/** /branding/phone/providers: none or one. */
export function phoneProviderRoutes({ phoneProvider, name }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:phone_providers"), (c) => {
    const provider = phoneProvider.current();
    return c.json({ providers: provider ? [formatPhoneProviderItem(provider, name)] : [] });
  });

  app.post("/", needs("create:phone_providers"), async (c) => {
    const provider = phoneProvider.create(parsePhoneProvider(await readBody(c, phoneProviderBody)));
    return c.json(formatPhoneProvider(provider, name), 201);
  });

  app.get("/:id", needs("read:phone_providers"), (c) =>
    c.json(formatPhoneProvider(phoneProvider.get(c.req.param("id")), name)),
  );

  app.patch("/:id", needs("update:phone_providers"), async (c) => {
    const change = parsePhoneProviderPatch(await readBody(c, phoneProviderPatch));
    return c.json(formatPhoneProvider(phoneProvider.update(c.req.param("id"), change), name));
  });

  app.delete("/:id", needs("delete:phone_providers"), (c) => {
    phoneProvider.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}

/** The provider without its credentials, which are never returned. */
function formatPhoneProvider(provider: PhoneProvider, tenant: string) {
  const { sid, defaultFrom, messagingServiceSid, deliveryMethods } = provider.configuration;
  return {
    id: provider.id,
    tenant,
    name: provider.name,
    channel: "phone",
    disabled: provider.disabled,
    configuration: {
      ...(sid !== undefined && { sid }),
      ...(defaultFrom !== undefined && { default_from: defaultFrom }),
      ...(messagingServiceSid !== undefined && { mssid: messagingServiceSid }),
      delivery_methods: deliveryMethods,
    },
    created_at: milliseconds(provider.createdAt),
    updated_at: milliseconds(provider.updatedAt),
  };
}

/** The list shows `credentials` as null. */
function formatPhoneProviderItem(provider: PhoneProvider, tenant: string) {
  return { ...formatPhoneProvider(provider, tenant), credentials: null };
}

function parseConfiguration(configuration: PhoneProviderBody["configuration"]): PhoneProvider["configuration"] {
  return {
    deliveryMethods: configuration.delivery_methods,
    sid: configuration.sid ?? undefined,
    defaultFrom: configuration.default_from ?? undefined,
    messagingServiceSid: configuration.mssid ?? undefined,
  };
}

export function parsePhoneProvider(body: PhoneProviderBody): PhoneProviderInput {
  return {
    name: body.name,
    ...(body.disabled !== undefined && { disabled: body.disabled }),
    configuration: parseConfiguration(body.configuration),
    credentials: { authToken: body.credentials.auth_token },
  };
}

/** Only what the PATCH names. */
function parsePhoneProviderPatch(body: PhoneProviderPatch): Partial<PhoneProviderInput> {
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.disabled !== undefined && { disabled: body.disabled }),
    ...(body.configuration && { configuration: parseConfiguration(body.configuration) }),
    ...(body.credentials && { credentials: { authToken: body.credentials.auth_token } }),
  };
}
