/** Names of the fields that each `log_fields` entry stands for (Auth0 docs, PII obfuscation). */
export const piiFieldNames = {
  first_name: ["first_name", "given_name", "name"],
  last_name: ["last_name", "family_name", "name"],
  username: ["username", "user_name"],
  email: ["email"],
  phone: ["phone", "phone_number", "old_phone_number", "new_phone_number"],
  address: ["address"],
} as const;

export type PiiField = keyof typeof piiFieldNames;

export const piiFields = Object.keys(piiFieldNames) as [PiiField, ...PiiField[]];

/** A stream's `pii_config`: which fields are hidden, and how. */
export interface PiiConfig {
  log_fields: readonly PiiField[];
  method: "hash" | "mask";
  algorithm: "xxhash";
}
