import { DataResource, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { resourceName, sentIdsAddress, sentIdsVariable } from "./addresses";

/**
 * Keeps the public parts of the secrets that each Action was last sent in the state, as the verbs write them: the secrets
 * are ephemeral, and nothing of theirs can get there by a plan. A plain apply keeps what is there.
 */
export class SentIds extends Construct {
  constructor(scope: Construct) {
    super(scope, "sent-ids");
    const given = new TerraformVariable(this, "given", {
      type: "string",
      description: "Written by the verbs when they have sent secrets. Holds no secret.",
      default: "{}",
      nullable: false,
    });
    given.overrideLogicalId(sentIdsVariable);
    const kept = new DataResource(this, "kept", { lifecycle: { ignoreChanges: ["input"] } });
    kept.overrideLogicalId(resourceName(sentIdsAddress));
    kept.addOverride("input", `\${jsondecode(var.${sentIdsVariable})}`);
  }
}
