import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { secretForms } from "./secret-forms";
import type { Tenant } from "./tenant";

/**
 * One ephemeral variable a secret: its value is in no plan and no state, and is needed again at apply and destroy. The
 * empty default with a validation makes a forgotten one an error instead of a prompt.
 * @returns name and reference of each, as `secrets_wo` takes them.
 */
export function secretVariables(
  scope: Construct,
  credentials: Tenant["credentials"],
): { name: string; value: string }[] {
  return secretForms[credentials].map(({ name, pattern, form }) => {
    const variable = new TerraformVariable(scope, name, {
      type: "string",
      default: "",
      nullable: false,
      sensitive: true,
      validation: [
        {
          condition: `\${length(regexall(${JSON.stringify(pattern)}, var.${name})) > 0}`,
          errorMessage: `${name} must be ${form}. Set it in the environment variable TF_VAR_${name}.`,
        },
      ],
    });
    variable.addOverride("ephemeral", true);
    return { name, value: variable.stringValue };
  });
}
