import { TriggerAction } from "@cdktf/provider-auth0/lib/trigger-action";
import { Construct } from "constructs";
import { type ActionKey, terraformName } from "./actions";
import { resetBindingAddress, resourceName } from "./addresses";
import type { DeployedAction } from "./deployed-action";
import { terraformLiteral } from "./terraform-literal";

/**
 * Binds an Action as the last one of the password resets' trigger, on which nothing depends on order: unlike the list of
 * post-login, whatever others have there stays, so they need not be listed.
 */
export class PasswordResetTrigger extends Construct {
  constructor(scope: Construct, key: ActionKey, { actionId, actionName }: DeployedAction) {
    super(scope, key === "passwordResetFeedback" ? "password-reset" : `password-reset-${terraformName(key)}`);
    const binding = new TriggerAction(this, "trigger", {
      trigger: "password-reset-post-challenge",
      actionId,
      displayName: terraformLiteral(actionName),
    });
    binding.overrideLogicalId(key === "passwordResetFeedback" ? resourceName(resetBindingAddress) : terraformName(key));
  }
}
