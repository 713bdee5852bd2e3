import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { hasSecrets } from "./feedback";
import {
  lookupKeyForm,
  neededForms,
  type SecretForm,
  secretForms,
  sendingKeyFor,
  sendingKeyForAccount,
  sendingKeyForms,
} from "./secret-forms";
import type { Tenant } from "./tenant-schema";

/**
 * One ephemeral variable a secret: its value is in no plan and no state, and is needed again at apply and destroy. The
 * empty default with a validation makes a forgotten one an error instead of a prompt.
 */
export function secretVariables(scope: Construct, tenant: Tenant): void {
  if (!hasSecrets(tenant)) return;
  for (const form of neededForms(tenant)) {
    secretVariable(scope, form, {
      condition: `\${${matches(form)}}`,
      errorMessage: `${form.name} must be ${form.form}. Set it in the environment variable TF_VAR_${form.name}.`,
    });
  }
  if (tenant.phoneProvider === undefined) return;
  const [key, secret] = sendingKeyForms;
  const isEmpty = ({ name }: SecretForm) => `var.${name} == ""`;
  // One of the two looks at the other: both would be a cycle to Terraform.
  const conditions = new Map([
    [key, `${isEmpty(key)} || ${matches(key)}`],
    [secret, `${isEmpty(key)} ? ${isEmpty(secret)} : ${matches(secret)}`],
  ]);
  for (const [form, condition] of conditions) {
    secretVariable(scope, form, {
      condition: `\${${condition}}`,
      errorMessage:
        `${form.name} must be ${form.form}, together with the other part of the sending key; leave both out and the key that reports sends, too. ` +
        `Set it in the environment variable TF_VAR_${form.name}.`,
    });
  }
}

function secretVariable(
  scope: Construct,
  { name }: SecretForm,
  validation: { condition: string; errorMessage: string },
) {
  const variable = new TerraformVariable(scope, name, {
    type: "string",
    default: "",
    nullable: false,
    sensitive: true,
    validation: [validation],
  });
  variable.addOverride("ephemeral", true);
}

function matches({ name, pattern }: SecretForm): string {
  return `length(regexall(${JSON.stringify(pattern)}, var.${name})) > 0`;
}

/**
 * Name and reference of each secret, as `secrets_wo` takes them. An Action that sends gets the sending key where there is
 * one, under the names that the reporting key has.
 */
export function secretValues(
  credentials: Tenant["credentials"],
  use: "reports" | "sends",
): { name: string; value: string }[] {
  const sending = credentials === "api-key" ? sendingKeyFor : sendingKeyForAccount;
  return secretForms[credentials].map(({ name }) => {
    const instead = use === "sends" ? sending[name] : undefined;
    return { name, value: instead ? `\${coalesce(var.${instead}, var.${name})}` : `\${var.${name}}` };
  });
}

/** The same for the Action that looks up enrolled numbers. @param clientId an expression. */
export function lookupValues(clientId: string): { name: string; value: string }[] {
  return [
    { name: "AUTH0_LOOKUP_CLIENT_ID", value: clientId },
    { name: lookupKeyForm.name, value: `\${var.${lookupKeyForm.name}}` },
  ];
}
