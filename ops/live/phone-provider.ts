import type { BoundAction } from "../auth0/bound-actions";
import type { ManagementClient } from "../auth0/client";

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
  const [provider] = (await client.get("/branding/phone/providers")).providers;
  if (!provider) return undefined;
  const { id, name, disabled, configuration } = provider;
  return { id, name, disabled: disabled === true, deliveryMethods: configuration?.delivery_methods ?? [] };
}

/** The Action that a custom phone provider runs: the platform allows one. `undefined` when none is bound. */
export async function boundSender(client: ManagementClient): Promise<BoundAction | undefined> {
  const [binding] = await client.list("/actions/triggers/custom-phone-provider/bindings", "bindings");
  return binding && { id: binding.action.id, name: binding.action.name };
}
