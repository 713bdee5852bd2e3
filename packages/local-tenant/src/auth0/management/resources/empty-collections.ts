import { type Context, Hono } from "hono";
import type { Guard } from "../auth";
import type { Scope } from "../scopes";

/** What the platform has and the local tenant never holds any of: path, scope, and the key of a list in an envelope. */
const COLLECTIONS: readonly [path: string, scope: Scope, key: string][] = [
  ["/connection-profiles", "read:connection_profiles", "connection_profiles"],
  ["/connections", "read:connections", "connections"],
  ["/connections-directory-provisionings", "read:directory_provisionings", "directory_provisionings"],
  ["/custom-domains", "read:custom_domains", "custom_domains"],
  ["/event-streams", "read:event_streams", "eventStreams"],
  ["/flows", "read:flows", "flows"],
  ["/flows/vault/connections", "read:flows_vault_connections", "connections"],
  ["/forms", "read:forms", "forms"],
  ["/hooks", "read:hooks", "hooks"],
  ["/network-acls", "read:network_acls", "network_acls"],
  ["/organizations", "read:organizations", "organizations"],
  ["/prompts/rendering", "read:prompts", "configs"],
  ["/rate-limit-policies", "read:rate_limit_policies", "rate_limit_policies"],
  ["/resource-servers", "read:resource_servers", "resource_servers"],
  ["/roles", "read:roles", "roles"],
  ["/rules", "read:rules", "rules"],
  ["/rules-configs", "read:rules_configs", "rules_configs"],
  ["/self-service-profiles", "read:self_service_profiles", "self_service_profiles"],
  ["/token-exchange-profiles", "read:token_exchange_profiles", "token_exchange_profiles"],
  ["/user-attribute-profiles", "read:user_attribute_profiles", "user_attribute_profiles"],
];

/** Collections that are read in full at every export of a tenant, as empty ones. Nothing can be put into them. */
export function emptyCollectionRoutes(needs: Guard): Hono {
  const app = new Hono();
  for (const [path, scope, key] of COLLECTIONS) app.get(path, needs(scope), (c) => c.json(nothing(c, key)));
  app.get("/actions/modules", needs("read:actions"), (c) =>
    c.json({ modules: [], per_page: Number(c.req.query("per_page") ?? 50) }),
  );
  app.get("/branding/phone/templates", needs("read:phone_templates"), (c) => c.json({ templates: [] }));
  return app;
}

/** The platform's three forms of a list: by checkpoint, with totals, and bare. */
function nothing(c: Context, key: string): object {
  if (c.req.query("take") !== undefined) return { [key]: [] };
  if (c.req.query("include_totals") !== "true") return [];
  const limit = Number(c.req.query("per_page") ?? 50);
  return { start: Number(c.req.query("page") ?? 0) * limit, limit, length: 0, total: 0, [key]: [] };
}
