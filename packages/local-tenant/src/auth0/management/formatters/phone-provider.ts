import type { PhoneProvider } from "../../store/entities";
import type { PhoneProviderInput } from "../../store/phone-providers";
import type { PhoneProviderBody, PhoneProviderPatch } from "../schemas/phone-provider";
import { milliseconds } from "./time";

/** The provider without its credentials, which are never returned. */
export function formatPhoneProvider(provider: PhoneProvider, tenant: string) {
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
export function formatPhoneProviderItem(provider: PhoneProvider, tenant: string) {
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
export function parsePhoneProviderPatch(body: PhoneProviderPatch): Partial<PhoneProviderInput> {
  return {
    ...(body.name !== undefined && { name: body.name }),
    ...(body.disabled !== undefined && { disabled: body.disabled }),
    ...(body.configuration && { configuration: parseConfiguration(body.configuration) }),
    ...(body.credentials && { credentials: { authToken: body.credentials.auth_token } }),
  };
}
