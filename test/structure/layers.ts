/** The local tenant's own places, by the same rule; a file of its `src/` is in one of them. */
const localTenant = [
  ["support"],
  ["pipeline", "twilio", "tls"],
  ["auth0/store", "auth0/users"],
  ["auth0/tenant.ts"],
  ["auth0/phone"],
  ["auth0/login", "auth0/management"],
  ["auth0/log-streams", "auth0/oidc"],
  ["sources", "credentials", "terminal"],
  ["loading", "state"],
  ["comparison"],
  ["running"],
  ["control/http"],
  ["control"],
  ["console"],
  ["server"],
  ["cli", "library"],
  ["index.ts"],
];

/**
 * Who may import whom: a file imports from its own place and from those that stand below it here, the lowest first. A
 * place is the longest of these that a file's path begins with.
 */
export const layers: readonly (readonly string[])[] = [
  ["package.json", "scripts", "packages/provider-auth0", "actions"],
  ...localTenant.map((places) => places.map((place) => `packages/local-tenant/src/${place}`)),
  ["packages/log-stream-receiver", "stacks"],
  ["tenants.ts"],
  ["main.ts"],
  ["ops/support"],
  ["ops/auth0", "ops/twilio"],
  ["ops/terraform"],
  ["ops/live"],
  ["ops/verbs"],
  ["ops/cli"],
  ["start"],
];

/** Imports that cross a package's border all the same. */
export const exceptions: readonly { from: string; to: string; because: string }[] = [
  {
    from: "packages/log-stream-receiver",
    to: "actions",
    because: "the receiver bundles the reports that the Actions make, and has their secrets' names",
  },
];

/** Packages that reach nothing outside themselves. */
export const closed: readonly string[] = [
  "packages/local-tenant",
  "packages/log-stream-receiver",
  "packages/provider-auth0",
];
