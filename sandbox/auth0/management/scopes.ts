/** The scopes that the routes of this API ask for. */
export const SCOPES = [
  "read:actions",
  "create:actions",
  "update:actions",
  "delete:actions",
  "read:tenant_settings",
  "update:tenant_settings",
  "read:guardian_factors",
  "update:guardian_factors",
  "read:mfa_policies",
  "update:mfa_policies",
  "read:phone_providers",
  "create:phone_providers",
  "update:phone_providers",
  "delete:phone_providers",
  "read:prompts",
  "update:prompts",
  "read:log_streams",
  "create:log_streams",
  "update:log_streams",
  "delete:log_streams",
  "read:logs",
  "read:logs_users",
  "read:clients",
] as const;

export type Scope = (typeof SCOPES)[number];
