/** The scopes that docs/operations/promotion.md names for the applications of the environments `…-plan` and of the others. */
export const planScopes = [
  ...["read:actions", "read:clients", "read:guardian_factors", "read:mfa_policies", "read:phone_providers"],
  ...["read:tenant_settings", "read:logs"],
];
export const deployScopes = [
  ...planScopes.filter((scope) => scope !== "read:logs"),
  "create:actions",
  "update:actions",
  "delete:actions",
];
