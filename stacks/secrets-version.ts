import { DataResource, TerraformLocal } from "cdktf";
import { Construct } from "constructs";

/**
 * The number that tells Auth0's provider to send the secrets again: the UTC time of the last rotation as
 * YYYYMMDDhhmmss. It is in the state, so a plain apply keeps it; replacing the resource takes a new time.
 */
export class SecretsVersion extends Construct {
  /** For `secrets_wo_version`. */
  readonly value: number;

  /**
   * @param sentAlong an expression for what goes out among the secrets and is none: another value sends them again.
   * @param refusal when given, planning fails with this sentence.
   */
  constructor(scope: Construct, sentAlong: string | undefined, refusal: string | undefined) {
    super(scope, "secrets-version");
    const kept = new DataResource(this, "kept", {
      lifecycle: {
        ignoreChanges: ["input"],
        precondition: refusal === undefined ? undefined : [{ condition: this.#never(), errorMessage: refusal }],
      },
    });
    kept.overrideLogicalId("secrets_version");
    kept.addOverride("input", '${tonumber(formatdate("YYYYMMDDhhmmss", plantimestamp()))}');
    if (sentAlong !== undefined) kept.addOverride("triggers_replace", [sentAlong]);
    this.value = kept.getNumberAttribute("input");
  }

  /** False, by way of another object: Terraform takes no condition that is a constant. */
  #never(): string {
    const local = new TerraformLocal(this, "deployable", false);
    local.overrideLogicalId("deployable");
    return "${local.deployable}";
  }
}
