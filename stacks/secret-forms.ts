import type { Tenant } from "./tenant";

/** What a secret must look like. */
export interface SecretForm {
  /** Terraform reads it from `TF_VAR_<name>`. */
  name: string;
  /** RE2, as Terraform's regexall takes it. */
  pattern: string;
  /** Completes "… must be". */
  form: string;
}

const verifySid: SecretForm = {
  name: "TWILIO_VERIFY_SID",
  pattern: "^VA[0-9a-fA-F]{32}$",
  form: "VA and 32 hex digits",
};

/** The secrets of each way to sign in to Twilio, in the order in which they are sent: another order would be a change. */
export const secretForms: Readonly<Record<Tenant["credentials"], readonly SecretForm[]>> = {
  "auth-token": [
    { name: "TWILIO_ACCOUNT_SID", pattern: "^(AC|SK)[0-9a-fA-F]{32}$", form: "AC or SK and 32 hex digits" },
    { name: "TWILIO_AUTH_TOKEN", pattern: "^\\S+$", form: "given, without spaces" },
    verifySid,
  ],
  "api-key": [
    { name: "TWILIO_ACCOUNT_SID", pattern: "^AC[0-9a-fA-F]{32}$", form: "AC and 32 hex digits" },
    { name: "TWILIO_API_KEY", pattern: "^SK[0-9a-fA-F]{32}$", form: "SK and 32 hex digits" },
    { name: "TWILIO_API_KEY_SECRET", pattern: "^\\S+$", form: "given, without spaces" },
    verifySid,
  ],
};

/** The names of the secrets that a tenant's feedback Actions have, in order. Terraform reads each from `TF_VAR_<name>`. */
export function secretNames(credentials: Tenant["credentials"]): string[] {
  return secretForms[credentials].map(({ name }) => name);
}
