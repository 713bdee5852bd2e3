import { type Context, Hono } from "hono";
import { z } from "zod";
import { equalSecrets } from "../../../equal-secrets";
import type { Application } from "../../store/entities";
import { TokenStore } from "../../store/tokens";
import type { LocalTenant } from "../../tenant";
import { assertedClient, verifiesAssertion } from "../client-assertion";
import { SCOPES } from "../scopes";
import { withoutDefaultPort } from "../without-default-port";

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

const text = z.string().optional();

/** Of what may stand in a token request, that which is looked at. */
const parametersOf = z.object({
  grant_type: text,
  audience: text,
  client_id: text,
  client_secret: text,
  client_assertion: text,
  client_assertion_type: text,
  /** Separated by spaces. */
  scope: text,
});

type Parameters = z.infer<typeof parametersOf>;

/** POST /oauth/token for client credentials: HTTP Basic, `client_id` and `client_secret` in the body, private-key JWT. */
export function tokenRoutes(tenant: LocalTenant): Hono {
  return new Hono().post("/", async (c) => {
    const parsed = parametersOf.safeParse(await readParameters(c));
    if (!parsed.success) {
      const description = `Parameter ${parsed.error.issues[0]?.path.join(".")} must be a string.`;
      return c.json({ error: "invalid_request", error_description: description }, 400);
    }
    const parameters = parsed.data;
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

/** A form or a JSON object; anything else reads as no parameters. */
async function readParameters(c: Context): Promise<object> {
  const sent = await c.req.text();
  if (!c.req.header("content-type")?.startsWith("application/json")) {
    return Object.fromEntries(new URLSearchParams(sent));
  }
  try {
    const body: unknown = JSON.parse(sent);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? body : {};
  } catch {
    return {};
  }
}

/** Writes what became of a request into the tenant log, under the client that it names. */
function exchangeLog(tenant: LocalTenant, c: Context, parameters: Parameters) {
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

/** The client id and secret that a request gives; with an assertion, the id alone. */
function credentials(
  { client_assertion: assertion, client_id, client_secret }: Parameters,
  header: string | undefined,
) {
  if (assertion !== undefined) return [assertedClient(assertion)];
  const basic = header?.match(/^basic (.+)$/i)?.[1];
  return basic ? splitBasic(basic) : [client_id, client_secret];
}

/** The application that the request proves to come from; one that signs in with keys is not let in with its secret. */
function authenticate(
  tenant: LocalTenant,
  parameters: Parameters,
  header: string | undefined,
): Application | undefined {
  const { client_assertion: assertion, client_assertion_type: type } = parameters;
  const [id = "", secret = ""] = credentials(parameters, header);
  const client = tenant.clients.find(id);
  if (!client) return undefined;
  if (assertion !== undefined) {
    return type === ASSERTION_TYPE && signedByOneOfItsKeys(tenant, client, assertion) ? client : undefined;
  }
  if (client.assertionCredentials || client.tokenEndpointAuthMethod === "none") return undefined;
  return equalSecrets(client.clientSecret, secret) ? client : undefined;
}

function signedByOneOfItsKeys(tenant: LocalTenant, client: Application, assertion: string): boolean {
  const now = tenant.clock.now();
  const audience = `https://${tenant.domain}/`;
  return tenant.clientCredentials
    .list(client.clientId)
    .filter(({ id }) => client.assertionCredentials?.includes(id))
    .filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now)
    .some((credential) => verifiesAssertion(credential, assertion, audience, now));
}

/** Both parts are form-encoded inside the header (RFC 6749, section 2.3.1). */
function splitBasic(encoded: string): string[] {
  const decoded = Buffer.from(encoded, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return [decoded.slice(0, colon), decoded.slice(colon + 1)].map(
    (part) => new URLSearchParams(`value=${part}`).get("value") ?? "",
  );
}
