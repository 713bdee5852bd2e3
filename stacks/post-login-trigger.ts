import { DataAuth0Action } from "@cdktf/provider-auth0/lib/data-auth0-action";
import { TriggerActions } from "@cdktf/provider-auth0/lib/trigger-actions";
import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { type ActionKey, postLoginKeys } from "./actions";
import { displayNameVariable } from "./addresses";
import type { DeployedAction } from "./deployed-action";
import { terraformLiteral } from "./terraform-literal";

export interface PostLoginTriggerProps {
  /** Ours that the tenant gets, whatever trigger they are for. */
  actions: ReadonlyMap<ActionKey, DeployedAction>;
  /** Names of other people's Actions that run after passwordless-feedback and before mfa-challenge. They must not pause the login. */
  before: string[];
  /** Names of other people's Actions that run last. */
  after: string[];
  /** Imports what is bound now, so that a plan shows it. Does nothing once the binding is in the state. */
  importBinding: boolean;
}

/**
 * The Actions of the post-login trigger, all of them: what is not listed is unbound. The list's order is the order in
 * which they run: a code that was used is reported first, whatever another Action then makes of the login. Never
 * create_before_destroy here: the destroy would unbind what the create has just bound.
 */
export class PostLoginTrigger extends Construct {
  constructor(scope: Construct, props: PostLoginTriggerProps) {
    super(scope, "post-login");
    const own = (keys: readonly ActionKey[]) => keys.flatMap((key) => entryFor(props.actions.get(key)));
    const afterFirst = postLoginKeys.indexOf("passwordlessFeedback") + 1;
    const actions = [
      ...own(postLoginKeys.slice(0, afterFirst)),
      ...props.before.map((name, index) => this.#foreign(`before_${index}`, name)),
      ...own(postLoginKeys.slice(afterFirst)),
      ...props.after.map((name, index) => this.#foreign(`after_${index}`, name)),
    ];
    // The provider takes no empty list. Without one, a trigger that was ours is emptied by the removal.
    if (actions.length === 0) return;
    const trigger = new TriggerActions(this, "trigger", { trigger: "post-login", actions });
    trigger.overrideLogicalId("post_login");
    if (props.importBinding) trigger.importFrom("post-login");
  }

  /** Its binding keeps the display name that it is given: the one that somebody chose in the dashboard, or else its own. */
  #foreign(id: string, name: string): { id: string; displayName: string } {
    const action = new DataAuth0Action(this, id, { name: terraformLiteral(name) });
    action.overrideLogicalId(id);
    const shown = new TerraformVariable(this, `${id}-display-name`, { type: "string", default: "", nullable: false });
    shown.overrideLogicalId(displayNameVariable(id));
    return { id: action.id, displayName: `\${coalesce(var.${displayNameVariable(id)}, data.auth0_action.${id}.name)}` };
  }
}

function entryFor(action: DeployedAction | undefined): { id: string; displayName: string }[] {
  return action ? [{ id: action.actionId, displayName: terraformLiteral(action.actionName) }] : [];
}
