import { boundActions } from "../auth0/bound-actions";
import type { ManagementClient } from "../auth0/client";
import type { BoundAction } from "../auth0/entities";
import { phoneProvidersDocument } from "../auth0/entities";

/** The tenant's phone provider as Auth0 has it. */
export interface LivePhoneProvider {
  id: string;
  /** `custom` or `twilio`. */
  name: string;
  disabled: boolean;
  /** `text`, `voice`. */
  deliveryMethods: string[];
}

/** `undefined` when the tenant has none. */
export async function livePhoneProvider(client: ManagementClient): Promise<LivePhoneProvider | undefined> {
  const [provider] = (await client.get("/branding/phone/providers", phoneProvidersDocument)).providers;
  if (!provider) return undefined;
  const { id, name, disabled, configuration } = provider;
  return { id, name, disabled: disabled === true, deliveryMethods: configuration?.delivery_methods ?? [] };
}

/** The Action that a custom phone provider runs: the platform allows one. `undefined` when none is bound. */
export async function boundSender(client: ManagementClient): Promise<BoundAction | undefined> {
  const [bound] = await boundActions(client, "custom-phone-provider");
  return bound;
}
