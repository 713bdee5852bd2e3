import { DataResource } from "cdktf";
import { Construct } from "constructs";
import { logStreamTokenAddress, nextLogStreamTokenAddress, resourceName } from "./addresses";

/**
 * The log stream's token, which Terraform makes: the stream sends one, and the receiver takes that and the next. Both
 * stand in the state in clear text, since the provider takes no ephemeral value there. Replacing the next one makes a
 * new one, which the receiver is given; replacing the token then makes the stream send it.
 */
export class LogStreamToken extends Construct {
  /** An expression: what the stream sends as its authorization. */
  readonly authorization: string;

  constructor(scope: Construct) {
    super(scope, "log-stream-token");
    // 244 random bits, from the system's source of randomness.
    const next = this.#kept("next", nextLogStreamTokenAddress, '${sensitive("${uuid()}${uuid()}")}');
    const token = this.#kept("token", logStreamTokenAddress, `\${sensitive(${nextLogStreamTokenAddress}.output)}`);
    token.node.addDependency(next);
    this.authorization = `Bearer \${${logStreamTokenAddress}.output}`;
  }

  /** Its first value, until it is replaced. */
  #kept(id: string, address: string, input: string): DataResource {
    const data = new DataResource(this, id, { lifecycle: { ignoreChanges: ["input"] } });
    data.overrideLogicalId(resourceName(address));
    data.addOverride("input", input);
    return data;
  }
}
