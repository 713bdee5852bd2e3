import { PhoneProvider as PhoneProviderResource } from "@cdktf/provider-auth0/lib/phone-provider";
import { TriggerActions } from "@cdktf/provider-auth0/lib/trigger-actions";
import { Construct } from "constructs";
import { phoneBindingAddress, phoneProviderAddress, resourceName } from "./addresses";
import type { DeployedAction } from "./deployed-action";
import { terraformLiteral } from "./terraform-literal";

export interface PhoneProviderProps {
  /** Sends the messages. */
  action: DeployedAction;
  deliveryMethods: string[];
}

/**
 * Makes an Action the tenant's phone provider: bound to its trigger, which takes one, and then named as what sends text
 * messages, voice calls or both. Auth0 takes no custom provider without a deployed Action, hence the order.
 */
export class PhoneProvider extends Construct {
  /** What has to be there before a message type can be asked for. */
  readonly provider: PhoneProviderResource;

  constructor(scope: Construct, { action, deliveryMethods }: PhoneProviderProps) {
    super(scope, "custom-phone-provider");
    const binding = new TriggerActions(this, "trigger", {
      trigger: "custom-phone-provider",
      actions: [{ id: action.actionId, displayName: terraformLiteral(action.actionName) }],
    });
    binding.overrideLogicalId(resourceName(phoneBindingAddress));
    this.provider = new PhoneProviderResource(this, "provider", {
      name: "custom",
      // Always said: left out, one that somebody switched off stays off, and every plan shows a difference.
      disabled: false,
      configuration: { deliveryMethods },
      credentials: {},
      dependsOn: [binding],
    });
    this.provider.overrideLogicalId(resourceName(phoneProviderAddress));
  }
}
