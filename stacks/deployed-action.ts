import { Action } from "@cdktf/provider-auth0/lib/action";
import { type ITerraformDependable, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { type TriggerId, triggers } from "./actions";
import { terraformLiteral } from "./terraform-literal";

export interface DeployedActionProps {
  /** Its name in Auth0. Names may repeat there, so it doesn't identify the Action; the state does. */
  actionName: string;
  trigger: TriggerId;
  /** The resource's name in Terraform and the output's, e.g. `mfa_feedback`. Another one makes a new Action. */
  terraformName: string;
  /** CommonJS as Auth0 runs it. */
  code: string;
  /** Exact versions. */
  dependencies: { name: string; version: string }[];
  /** Absent: the Action has no secrets. */
  secrets?: {
    /** Order matters to the provider: another one is a change. */
    values: { name: string; value: string }[];
    /** Raised when values have changed; nothing else makes the provider send them. */
    version: number;
  };
  /** What has to be there before the Action runs. */
  dependsOn?: ITerraformDependable[];
}

/** An Action, deployed as soon as it is built. Its id is an output of the stack. */
export class DeployedAction extends Construct {
  readonly actionId: string;
  readonly actionName: string;

  constructor(scope: Construct, id: string, props: DeployedActionProps) {
    super(scope, id);
    this.actionName = props.actionName;
    const action = new Action(this, "action", {
      name: terraformLiteral(props.actionName),
      code: terraformLiteral(props.code),
      runtime: "node22",
      deploy: true,
      supportedTriggers: { id: props.trigger, version: triggers[props.trigger] },
      dependencies: props.dependencies.length > 0 ? props.dependencies : undefined,
      secretsWo: props.secrets?.values,
      secretsWoVersion: props.secrets?.version,
      dependsOn: props.dependsOn,
      // Inverts Terraform's order when a bound Action is removed: it is unbound first, and Auth0 lets it go.
      lifecycle: { createBeforeDestroy: true },
    });
    action.overrideLogicalId(props.terraformName);
    this.actionId = action.id;

    // Not the version's id: it changes behind the plan's back, and the next plan would not be empty.
    const output = new TerraformOutput(this, "id", { value: action.id });
    output.overrideLogicalId(`${props.terraformName}_id`);
  }
}
