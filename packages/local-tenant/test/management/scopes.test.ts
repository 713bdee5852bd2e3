import { createManagementApi } from "../../src/auth0/management/app";
import { SCOPES, type Scope } from "../../src/auth0/management/scopes";
import { LocalTenant } from "../../src/auth0/tenant";

const tenant = new LocalTenant({ domain: "localhost:8443" });
const api = createManagementApi(tenant, { onRefused: () => {} });

/** What each part of the API calls its scopes by, as Auth0's API reference does. */
const resources: readonly [prefix: string, resource: string][] = [
  ["/api/v2/actions/", "actions"],
  ["/api/v2/tenants/settings", "tenant_settings"],
  ["/api/v2/guardian/policies", "mfa_policies"],
  ["/api/v2/guardian/factors", "guardian_factors"],
  ["/api/v2/branding/phone/providers", "phone_providers"],
  ["/api/v2/risk-assessments/settings", "attack_protection"],
  ["/api/v2/prompts", "prompts"],
  ["/api/v2/log-streams", "log_streams"],
  ["/api/v2/logs", "logs"],
  ["/api/v2/clients/:id/credentials", "client_credentials"],
  ["/api/v2/clients", "clients"],
  ["/api/v2/attack-protection/", "attack_protection"],
  ["/api/v2/supplemental-signals", "attack_protection"],
  ["/api/v2/branding/phone/templates", "phone_templates"],
  ["/api/v2/branding", "branding"],
  ["/api/v2/client-grants", "client_grants"],
  ["/api/v2/connection-profiles", "connection_profiles"],
  ["/api/v2/connections-directory-provisionings", "directory_provisionings"],
  ["/api/v2/connections", "connections"],
  ["/api/v2/custom-domains", "custom_domains"],
  ["/api/v2/email-templates/", "email_templates"],
  ["/api/v2/emails/provider", "email_provider"],
  ["/api/v2/event-streams", "event_streams"],
  ["/api/v2/flows/vault/connections", "flows_vault_connections"],
  ["/api/v2/flows", "flows"],
  ["/api/v2/forms", "forms"],
  ["/api/v2/hooks", "hooks"],
  ["/api/v2/network-acls", "network_acls"],
  ["/api/v2/organizations", "organizations"],
  ["/api/v2/rate-limit-policies", "rate_limit_policies"],
  ["/api/v2/resource-servers", "resource_servers"],
  ["/api/v2/roles", "roles"],
  ["/api/v2/rules-configs", "rules_configs"],
  ["/api/v2/rules", "rules"],
  ["/api/v2/self-service-profiles", "self_service_profiles"],
  ["/api/v2/token-exchange-profiles", "token_exchange_profiles"],
  ["/api/v2/user-attribute-profiles", "user_attribute_profiles"],
  ["/api/v2/users/:id/authentication-methods", "authentication_methods"],
];
const verbs: Record<string, string> = {
  GET: "read",
  POST: "create",
  PATCH: "update",
  PUT: "update",
  DELETE: "delete",
};

/** Scopes that are as good as the route's own, and show more. */
const more: Partial<Record<Scope, Scope>> = {
  "read:logs": "read:logs_users",
  "read:clients": "read:client_keys",
  "update:clients": "update:client_keys",
};

/** Any one of these is enough for the route. */
function scopesOf(method: string, path: string): Scope[] {
  const resource = resources.find(([prefix]) => path.startsWith(prefix))?.[1];
  const scope = `${verbs[method]}:${resource}` as Scope;
  return [scope, more[scope] ?? []].flat();
}

const routes = [
  ...new Map(
    api.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/v2/"))
      .map(({ method, path }) => [`${method} ${path}`, [method, path] as const]),
  ).values(),
];

async function lacksScope(method: string, path: string, scopes: readonly Scope[]): Promise<boolean> {
  const { value } = tenant.tokens.issue(scopes);
  const url = `https://localhost:8443${path.replace(/:\w+/g, "no-such-thing")}`;
  const response = await api.request(url, { method, headers: { authorization: `Bearer ${value}` } });
  // Some answer 403 for other reasons.
  return response.status === 403 && (await response.text()).includes("insufficient_scope");
}

it.each(routes)("%s %s takes its own scope and no other", async (method, path) => {
  const own = scopesOf(method, path);
  expect(SCOPES).toEqual(expect.arrayContaining(own));
  const others = SCOPES.filter((scope) => !own.includes(scope));
  expect(await lacksScope(method, path, others)).toBe(true);
  for (const scope of own) expect(await lacksScope(method, path, [scope])).toBe(false);
});

it("has a route for every scope that it knows", () => {
  const used = new Set(routes.flatMap(([method, path]) => scopesOf(method, path)));
  expect([...used].sort()).toEqual([...SCOPES].sort());
});
