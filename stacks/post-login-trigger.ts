import { DataAuth0Action } from "@cdktf/provider-auth0/lib/data-auth0-action";
import { TriggerActions } from "@cdktf/provider-auth0/lib/trigger-actions";
import { Construct } from "constructs";
import type { PostLoginAction } from "./post-login-action";
import { terraformLiteral } from "./terraform-literal";

export interface PostLoginTriggerProps {
  /** Names of Actions that others look after and that run first. They must not pause the login. */
  before: string[];
  /** Ours, in the order in which they run. */
  actions: PostLoginAction[];
  /** Names of Actions that others look after and that run last. */
  after: string[];
  /** Imports what is bound now, so that a plan shows it. Does nothing once the binding is in the state. */
  importBinding: boolean;
}

/**
 * The Actions of the post-login trigger, all of them: what is not listed is unbound. The list's order is the order in
 * which they run. Never create_before_destroy here: the destroy would unbind what the create has just bound.
 */
export class PostLoginTrigger extends Construct {
  constructor(scope: Construct, props: PostLoginTriggerProps) {
    super(scope, "post-login");
    const trigger = new TriggerActions(this, "trigger", {
      trigger: "post-login",
      actions: [
        ...props.before.map((name, index) => this.foreign(`before_${index}`, name)),
        ...props.actions.map(({ actionId, actionName }) => ({
          id: actionId,
          displayName: terraformLiteral(actionName),
        })),
        ...props.after.map((name, index) => this.foreign(`after_${index}`, name)),
      ],
    });
    trigger.overrideLogicalId("post_login");
    if (props.importBinding) trigger.importFrom("post-login");
  }

  private foreign(id: string, name: string): { id: string; displayName: string } {
    const action = new DataAuth0Action(this, id, { name: terraformLiteral(name) });
    action.overrideLogicalId(id);
    return { id: action.id, displayName: terraformLiteral(name) };
  }
}
