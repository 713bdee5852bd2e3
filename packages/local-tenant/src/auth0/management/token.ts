import { type Context, Hono } from "hono";
import { TokenStore } from "../store/tokens";
import type { LocalTenant } from "../tenant";
import { authenticate, credentials } from "./client-authentication";
import { SCOPES } from "./scopes";
import { readTokenRequest, type TokenRequest } from "./token-request";
import { withoutDefaultPort } from "./without-default-port";

/** POST /oauth/token for client credentials: HTTP Basic, `client_id` and `client_secret` in the body, private-key JWT. */
export function tokenRoutes(tenant: LocalTenant): Hono {
  return new Hono().post("/", async (c) => {
    const parameters = await readTokenRequest(c);
    if (typeof parameters === "string") return c.json({ error: "invalid_request", error_description: parameters }, 400);
    if (parameters.grant_type !== "client_credentials") {
      const description = `Unsupported grant type: ${parameters.grant_type ?? ""}`;
      return c.json({ error: "unsupported_grant_type", error_description: description }, 403);
    }
    const log = exchangeLog(tenant, c, parameters);
    const client = authenticate(tenant, parameters, c.req.header("authorization"));
    if (!client) {
      log("feccft", "Unauthorized");
      return c.json({ error: "access_denied", error_description: "Unauthorized" }, 401);
    }
    const refused = (description: string, error = "access_denied") => {
      log("feccft", description);
      return c.json({ error, error_description: description }, 403);
    };
    if (!client.grantTypes.includes("client_credentials")) {
      return refused("Grant type 'client_credentials' not allowed for the client.", "unauthorized_client");
    }
    if (withoutDefaultPort(parameters.audience) !== tenant.audience) {
      return refused(`Service not enabled within domain: ${parameters.audience ?? ""}`);
    }
    const { clientId } = client;
    const [grant] = tenant.clientGrants.list({ clientId, subjectType: "client" });
    if (!grant) return refused(noGrant(tenant.audience));
    const asked = parameters.scope?.split(" ").filter((scope) => scope !== "");
    const missing = grant.scopes === "all" ? [] : (asked?.filter((scope) => !grant.scopes.includes(scope)) ?? []);
    if (missing.length > 0) return refused(`Client has not been granted scopes: ${missing.join(", ")}`);
    const scopes = asked && asked.length > 0 ? asked : grant.scopes;
    const token = tenant.tokens.issue(scopes, undefined, { clientId });
    log("seccft", "Client Credentials for Access Token", { actions: { executions: [] } });
    return c.json({
      access_token: token.value,
      token_type: "Bearer",
      expires_in: TokenStore.lifetime,
      scope: (scopes === "all" ? SCOPES : scopes).join(" "),
    });
  });
}

/** As the platform words it. */
function noGrant(audience: string): string {
  const advice = 'You need to create a "client-grant" associated to this API.';
  const see = "See: https://auth0.com/docs/api/v2#!/Client_Grants/post_client_grants";
  return `Client is not authorized to access "${audience}". ${advice} ${see}`;
}

/** Writes what became of a request into the tenant log, under the client that it names. */
function exchangeLog(tenant: LocalTenant, c: Context, parameters: TokenRequest) {
  const { audience = "" } = parameters;
  const [id = ""] = credentials(parameters, c.req.header("authorization"));
  const client = tenant.clients.find(id);
  return (type: "seccft" | "feccft", description: string, details?: object) => {
    tenant.logs.append({
      type,
      description,
      ...(client && { client: { id: client.clientId, name: client.name } }),
      userAgent: c.req.header("user-agent") ?? "",
      audience,
      ...(details && { details }),
    });
  };
}
