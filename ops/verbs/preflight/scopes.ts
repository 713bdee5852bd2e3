import { looksUp, type Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts } from "../../live/live-facts";
import type { Problem } from "../../live/problem";
import { defineCheck } from "./check";

export const scopes = defineCheck({
  name: "scopes",
  passed: "the credentials have the scopes they need",
  failed: "the credentials lack scopes",
  needs: ["tenant"],
  run({ tenant, changes }, { tenant: { facts, unreadable, granted } }) {
    const needed = [...readingScopes(tenant), ...(changes ? changingScopes(tenant, facts) : [])];
    return { problems: missingScopes(unreadable, granted, needed) };
  },
});

/** What a deploy needs besides what preflight reads: for the Actions, the binding, and the settings in use. */
function changingScopes(tenant: Tenant, { phone }: LiveFacts): string[] {
  const { tenantSettings, phoneProvider, logStream } = tenant;
  const { customizeMfaInActions, unifiedPhoneExperience, phoneFactor, mfaPolicy } = tenantSettings;
  return [
    ...["create:actions", "update:actions", "delete:actions"],
    ...(phoneProvider ? ["create:phone_providers", "update:phone_providers", "delete:phone_providers"] : []),
    ...(logStream ? ["create:log_streams", "update:log_streams", "delete:log_streams"] : []),
    ...(looksUp(tenant)
      ? [
          ...["create:clients", "update:clients", "delete:clients"],
          ...["create:client_credentials", "delete:client_credentials"],
          ...["create:client_grants", "update:client_grants", "delete:client_grants"],
        ]
      : []),
    ...(customizeMfaInActions || unifiedPhoneExperience ? ["update:tenant_settings"] : []),
    ...(phoneFactor ? ["update:guardian_factors"] : []),
    ...(mfaPolicy ? ["update:mfa_policies"] : []),
    // The provider reads every factor that is on, and push has its prompt.
    ...((phoneFactor || mfaPolicy) && phone?.factors.includes("push-notification") ? ["read:prompts"] : []),
  ];
}

/** What a plan needs besides what preflight reads. */
function readingScopes(tenant: Pick<Tenant, "settings">): string[] {
  return looksUp(tenant) ? ["read:client_credentials", "read:client_grants"] : [];
}

/**
 * @param granted undefined when the token does not say its scopes; then only reading has shown what is missing.
 * @param changing what the verb does beyond reading.
 */
function missingScopes(
  unreadable: ReadonlySet<string>,
  granted: readonly string[] | undefined,
  changing: readonly string[],
): Problem[] {
  const unchangeable = granted ? changing.filter((scope) => !granted.includes(scope)) : [];
  const missing = [...[...unreadable].sort(), ...unchangeable];
  if (missing.length === 0) return [];
  const purpose = unreadable.size === 0 ? "a deploy would stop halfway" : "preflight can't look at everything";
  return [
    {
      what: `The credentials lack ${missing.length === 1 ? "a scope" : "scopes"} of the Management API, so ${purpose}: ${missing.join(", ")}.`,
      where:
        "Auth0 dashboard: Applications, APIs, Auth0 Management API, Machine to Machine Applications, the application",
      fix: "Tick each of them there and press Update.",
    },
  ];
}
