import { looksUp, type Tenant } from "./tenant-schema";

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

/**
 * The key that sends, where it is another than the one that reports: both or neither. Absent, one key serves both. It may
 * stand in for an account's SID and auth token, too.
 */
export const sendingKeyForms: readonly [SecretForm, SecretForm] = [
  { name: "TWILIO_SENDING_API_KEY", pattern: "^SK[0-9a-fA-F]{32}$", form: "SK and 32 hex digits" },
  { name: "TWILIO_SENDING_API_KEY_SECRET", pattern: "^\\S+$", form: "given, without spaces" },
];

/** What of the sending key a secret takes its value from, where that key is given. */
export const sendingKeyFor: Readonly<Record<string, string>> = {
  TWILIO_API_KEY: "TWILIO_SENDING_API_KEY",
  TWILIO_API_KEY_SECRET: "TWILIO_SENDING_API_KEY_SECRET",
};

/** The same for a tenant that signs in with an account. */
export const sendingKeyForAccount: Readonly<Record<string, string>> = {
  TWILIO_ACCOUNT_SID: "TWILIO_SENDING_API_KEY",
  TWILIO_AUTH_TOKEN: "TWILIO_SENDING_API_KEY_SECRET",
};

/** Those that name something at Twilio and open nothing: what may be kept and shown. */
export const sidNames: readonly string[] = [
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_SENDING_API_KEY",
  "TWILIO_VERIFY_SID",
];

/** The private key of the client that looks up enrolled numbers. Its id is no variable: the stack makes the client. */
export const lookupKeyForm: SecretForm = {
  name: "AUTH0_LOOKUP_PRIVATE_KEY",
  pattern: "^\\S",
  form: "the look-up client's private key: RSA, PKCS#8, in PEM or its base64 on one line",
};

/** The forms of all secrets that a tenant needs, the sending key apart. */
export function neededForms(tenant: Pick<Tenant, "credentials" | "settings">): SecretForm[] {
  return [...secretForms[tenant.credentials], ...(looksUp(tenant) ? [lookupKeyForm] : [])];
}

/** The names of the secrets that a tenant's Actions have at Twilio, in order. Terraform reads each from `TF_VAR_<name>`. */
export function secretNames(credentials: Tenant["credentials"]): string[] {
  return secretForms[credentials].map(({ name }) => name);
}
